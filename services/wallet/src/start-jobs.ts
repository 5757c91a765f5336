import { rupiah } from '@angkutan/money';
import { type Job, startJob } from '@angkutan/service';
import { raise } from './alarms.ts';
import { expireHolds } from './jobs/expire-holds.ts';
import { openPlatformAccounts } from './jobs/open-platform-accounts.ts';
import { sweepOwnMoney } from './jobs/sweep-own-money.ts';
import { watchPromotionBudget } from './jobs/watch-promotion-budget.ts';
import { createUseRoom } from './jobs/use-room.ts';
import { workCallbacks } from './jobs/work-callbacks.ts';
import type { Parts } from './parts.ts';
import { payeesOf } from './store/keep-callback.ts';

const EXPIRY_EVERY_MS = 30_000;
const CALLBACKS_EVERY_MS = 500;
/** Most room is used in the transaction that makes it; this finds the rest, such as a new month's. */
const ROOM_EVERY_MS = 30_000;
const OPENING_EVERY_MS = 5_000;

/** Starts the jobs; answers the one that works off callbacks, to be woken when one is stored. */
export function startJobs(parts: Parts): { readonly callbacks: Job } {
  const { platform, environment, life, rows, queries, callbacks, tell, report, kaspro } = parts;
  const { logger } = platform;
  const now = (): Date => new Date();
  const start: Start = (name, everyMs, run) => {
    const job = startJob({ name, everyMs, run, logger });
    life.onStop(name, () => job.stop());
    return job;
  };
  start('hold-expiry', EXPIRY_EVERY_MS, () =>
    expireHolds({ tell, now, expiredHolds: queries.expiredHolds }),
  );
  start('room', ROOM_EVERY_MS, createUseRoom({ tell, waitingForRoom: queries.waitingForRoom }));
  const accounts = {
    float: environment.KASPRO_ESCROW_ACCOUNT,
    corporate: environment.KASPRO_CORPORATE_ACCOUNT,
  };
  start(
    'opening',
    OPENING_EVERY_MS,
    untilDone(() =>
      openPlatformAccounts({ kaspro, tell, now, accounts, isOpened: queries.isOpened }),
    ),
  );
  startCompanyJobs(parts, start);
  const unknownNumberWaitMs = environment.CUSTOMER_WAIT_S * 1_000;
  const credit = { callbacks, tell, report, logger, now, unknownNumberWaitMs };
  return {
    callbacks: start('callbacks', CALLBACKS_EVERY_MS, () =>
      workCallbacks({ ...credit, payeesOf: (stored) => payeesOf(rows, stored) }),
    ),
  };
}

type Start = (name: string, everyMs: number, run: () => Promise<boolean>) => Job;

function startCompanyJobs(parts: Parts, start: Start): void {
  const { platform, environment, queries, company, tell } = parts;
  const everyMs = environment.SWEEP_EVERY_S * 1_000;
  const rules = {
    threshold: rupiah(environment.SWEEP_THRESHOLD),
    coverMin: rupiah(environment.ESCROW_COVER_MIN),
  };
  start('sweep', everyMs, () =>
    sweepOwnMoney({ ...company, isOpened: queries.isOpened, tell, rules }),
  );
  const watch = watchPromotionBudget({
    promotionSpent: company.promotionSpent,
    budget: environment.PROMOTION_MONTHLY_BUDGET,
    now: () => new Date(),
    raise: (code) => raise({ code, reference: 'promotion' }, platform.logger),
  });
  start('promotion-budget', everyMs, watch);
}

/** Runs until it has succeeded once. */
function untilDone(run: () => Promise<boolean>): () => Promise<boolean> {
  let done = false;
  return async () => {
    done ||= await run();
    return false;
  };
}
