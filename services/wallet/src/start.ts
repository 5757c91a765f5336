/** Wires the wallet: its parts, the jobs that keep it going, the entrances to its one work. */
import { topUpNumbers } from '@angkutan/kaspro';
import { type Message, startConsumer, type Work } from '@angkutan/messaging';
import { createDesk } from '@angkutan/operator-desk';
import type { Job, Life, OperatedConsumer, Platform } from '@angkutan/service';
import { ACT_REFUSALS, actRoutes } from './act-routes.ts';
import { inForce, type Rules } from '@angkutan/rules';
import type { WalletEnvironment } from './config.ts';
import {
  CONSUMED_TOPICS,
  CONSUMED_TYPES,
  isWanted,
  toWalletMessage,
} from './consumers/consumed.ts';
import type { Act } from './domain/act.ts';
import { createTopUpWays } from './gateways/top-up-ways.ts';
import { containmentRoutes } from './http/containments.ts';
import { getBreaks } from './http/get-breaks.ts';
import { getTopUpInstructions } from './http/get-top-up-instructions.ts';
import { getStatement } from './http/get-statement.ts';
import { getWallet } from './http/get-wallet.ts';
import { problems } from './http/problems.ts';
import { getReconciliation, postReconciliations } from './http/reconciliations.ts';
import { receiveCallback } from './http/receive-callback.ts';
import { ledgerRoutes } from './ledger-routes.ts';
import { openParts, type Parts } from './parts.ts';
import { startBookKeeping } from './start-book-keeping.ts';
import { startJobs } from './start-jobs.ts';
import { type Reconciliation, startReconciliation } from './start-reconciliation.ts';
import { startTransfers } from './start-transfers.ts';
import { createAccounts } from './store/accounts.ts';
import { createContainedQueries } from './store/contained.ts';
import { keepCallback } from './store/keep-callback.ts';
import type { Loaded } from './store/load.ts';
import type { Change, WalletWork } from './wallet-work.ts';
import { createSteps } from './store/story.ts';
import { createStatementLines } from './store/statements.ts';

const GROUP = 'angkutan.wallet';

export async function startWallet(
  platform: Platform,
  environment: WalletEnvironment,
  life: Life,
): Promise<void> {
  const parts = await openParts(platform, environment, life);
  startTransfers(parts);
  const jobs = startJobs(parts);
  await startBookKeeping(parts);
  const reconciliation = await startReconciliation(parts);
  const consumer = await startConsumer({
    ...parts.platform,
    group: GROUP,
    topics: CONSUMED_TOPICS,
    types: CONSUMED_TYPES,
    isWanted,
    work: overEvents(parts.work),
    waitLimitMs: environment.CUSTOMER_WAIT_S * 1_000,
    onDead: (error) => life.fail('consumer', error),
  });
  life.onStop('consumer', () => consumer.stop());
  await serve(
    parts,
    { ...jobs, reconciliation },
    { ...consumer, group: GROUP, topics: CONSUMED_TOPICS },
  );
}

/** The wallet's work, over what a consumer delivers. */
const overEvents = (work: WalletWork): Work<Message, Loaded, Change> => ({
  ...work,
  load: (messages, tx) =>
    work.load(
      messages.map(({ event }) => toWalletMessage(event)),
      tx,
    ),
  continues: ({ event }, loaded) => work.continues?.(toWalletMessage(event), loaded),
  decide: ({ event }, loaded, context) => work.decide(toWalletMessage(event), loaded, context),
});

async function serve(
  parts: Parts,
  jobs: { readonly callbacks: Job; readonly reconciliation: Reconciliation },
  consumer: OperatedConsumer,
): Promise<void> {
  const { platform, environment, queries, callbacks, rows, rules, tell, kaspro, instructions } =
    parts;
  const now = (): Date => new Date();
  const desk = createDesk<Act>(rows, (message) => tell([message]));
  const rulesNow = async (): Promise<Rules> => inForce(await rules.load(), now());
  const numbers = topUpNumbers(environment.KASPRO_VA_PREFIXES);
  const keeping = { callbacks, numbers, lookupKey: environment.LOOKUP_KEY, now };
  const { job, reports, breaks } = jobs.reconciliation;
  const asking = { reports, breaks, now, wake: () => job.wake() };
  await platform.serve({
    problems,
    readiness: () => ({ consumer: consumer.isAlive() }),
    operations: {
      consumers: [consumer],
      breakers: () => kaspro.breakers(),
      instructions,
      steps: createSteps(rows, platform.connection.getClient().db(platform.connection.name)),
      acts: { desk, refusals: ACT_REFUSALS },
    },
    routes: [
      getWallet({ find: queries.findWallet, rulesNow, now }),
      getStatement({ find: queries.findWallet, lines: createStatementLines(rows) }),
      getTopUpInstructions({
        find: queries.findWallet,
        rulesNow,
        waysOf: createTopUpWays(numbers, createAccounts(rows, environment.EVENT_SEALING_KEY)),
      }),
      ...actRoutes(parts, desk),
      ...containmentRoutes(createContainedQueries(platform.connection, rows), tell),
      ...(await ledgerRoutes(parts, jobs.reconciliation)),
      postReconciliations(asking),
      getReconciliation(asking),
      getBreaks(breaks, now),
      receiveCallback({
        secret: environment.KASPRO_SECRET,
        now,
        keep: async (callback) => {
          await keepCallback(keeping, callback);
          jobs.callbacks.wake();
        },
      }),
    ],
  });
}
