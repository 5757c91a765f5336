/** Wires the wallet: its stores, its one work, the entrances to it, and the jobs that keep it going. */
import {
  ENQUIRY_PAUSES_MS,
  type InstructionStore,
  openInstructionStore,
  startInstructionWorker,
} from '@angkutan/instructions';
import { createKasPro, type KasPro, topUpNumbers } from '@angkutan/kaspro';
import { type Life, type Platform, startJob } from '@angkutan/service';
import type { WalletEnvironment } from './config.ts';
import { consume } from './consumers/consume.ts';
import { createTransferGateway } from './gateways/transfers.ts';
import { getPlatformWallets } from './http/get-platform-wallets.ts';
import { getProviderBalances } from './http/get-provider-balances.ts';
import { getTrialBalance } from './http/get-trial-balance.ts';
import { getWallet } from './http/get-wallet.ts';
import { problems } from './http/problems.ts';
import { receiveCallback } from './http/receive-callback.ts';
import { expireHolds } from './jobs/expire-holds.ts';
import { openPlatformAccounts } from './jobs/open-platform-accounts.ts';
import { settleResults } from './jobs/settle-results.ts';
import { workCallbacks } from './jobs/work-callbacks.ts';
import { createAccountBook } from './store/accounts.ts';
import { type CallbackStore, openCallbackStore } from './store/callbacks.ts';
import { keepCallback, walletsOf } from './store/keep-callback.ts';
import { createWalletQueries } from './store/queries.ts';
import { openRows, type Rows } from './store/rows.ts';
import { createWalletWork, type WalletWork } from './store/wallet-work.ts';

const EXPIRY_EVERY_MS = 30_000;
const CALLBACKS_EVERY_MS = 500;
const OPENING_EVERY_MS = 5_000;
const BREAKER_PAUSE_MS = 500;
const MANUAL_AFTER_MS = 86_400_000;

const now = (): Date => new Date();

/** The wallet's own parts, made once and handed to those that need them. */
interface Parts {
  readonly platform: Platform;
  readonly environment: WalletEnvironment;
  readonly life: Life;
  readonly rows: Rows;
  readonly instructions: InstructionStore;
  readonly callbacks: CallbackStore;
  readonly work: WalletWork;
  readonly kaspro: KasPro;
}

export async function startWallet(
  platform: Platform,
  environment: WalletEnvironment,
  life: Life,
): Promise<void> {
  const parts = await openParts(platform, environment, life);
  startTransfers(parts);
  startJobs(parts);
  const consumer = await consume(platform, life, parts.work, environment.CUSTOMER_WAIT_S * 1_000);
  await serve(parts, () => consumer.isAlive());
}

async function openParts(
  platform: Platform,
  environment: WalletEnvironment,
  life: Life,
): Promise<Parts> {
  const { connection } = platform;
  const rows = await openRows(connection);
  const instructions = await openInstructionStore(connection);
  const callbacks = await openCallbackStore(connection);
  const work = createWalletWork({
    rows,
    instructions,
    holdExpiryMs: environment.HOLD_EXPIRY_S * 1_000,
    policy: {
      processingWindowMs: environment.KASPRO_PROCESSING_WINDOW_S * 1_000,
      enquiryPausesMs: ENQUIRY_PAUSES_MS,
      manualAfterMs: MANUAL_AFTER_MS,
    },
  });
  const kaspro = createKasPro({
    baseUrl: environment.KASPRO_BASE_URL,
    partnerId: environment.KASPRO_PARTNER_ID,
    secret: environment.KASPRO_SECRET,
    statusInquiry: environment.KASPRO_STATUS_INQUIRY,
  });
  life.onStop('kaspro', () => kaspro.close());
  return { platform, environment, life, rows, instructions, callbacks, work, kaspro };
}

/** The workers that send to KasPro; every commit of this process may have written work for them. */
function startTransfers({ platform, environment, life, rows, instructions, work, kaspro }: Parts): void {
  const { executor, logger } = platform;
  const gateway = createTransferGateway({
    kaspro,
    accounts: createAccountBook(rows, environment.EVENT_SEALING_KEY),
    escrowAccount: environment.KASPRO_ESCROW_ACCOUNT,
    now,
  });
  const worker = startInstructionWorker({
    ...gateway,
    store: instructions,
    settle: (results) => settleResults({ executor, work, logger }, results),
    pauseMs: () => (kaspro.breakers().transfer === 'closed' ? 0 : BREAKER_PAUSE_MS),
    now,
    onError: (error, doing) => logger.error({ err: error, component: doing }, 'transfers in trouble'),
  });
  executor.onCommitted(() => worker.wake());
  life.onStop('transfers', () => worker.stop());
}

function startJobs({ platform, environment, life, rows, callbacks, work, kaspro }: Parts): void {
  const { executor, logger } = platform;
  const jobs = [
    startJob({
      name: 'callbacks',
      everyMs: CALLBACKS_EVERY_MS,
      logger,
      run: () =>
        workCallbacks({
          callbacks,
          executor,
          work,
          logger,
          now,
          walletsOf: (stored) => walletsOf(rows, stored),
          unknownNumberWaitMs: environment.CUSTOMER_WAIT_S * 1_000,
        }),
    }),
    startJob({
      name: 'hold-expiry',
      everyMs: EXPIRY_EVERY_MS,
      logger,
      run: () => expireHolds({ rows, executor, work, now }),
    }),
    startJob({
      name: 'opening',
      everyMs: OPENING_EVERY_MS,
      logger,
      run: untilDone(() =>
        openPlatformAccounts({
          kaspro,
          executor,
          work,
          now,
          accounts: {
            float: environment.KASPRO_ESCROW_ACCOUNT,
            corporate: environment.KASPRO_CORPORATE_ACCOUNT,
          },
        }),
      ),
    }),
  ];
  for (const job of jobs) life.onStop('job', () => job.stop());
}

/** Runs until it has succeeded once. */
function untilDone(run: () => Promise<boolean>): () => Promise<boolean> {
  let done = false;
  return async () => {
    done ||= await run();
    return false;
  };
}

async function serve(parts: Parts, consumerAlive: () => boolean): Promise<void> {
  const { platform, environment, rows, callbacks } = parts;
  const queries = createWalletQueries(platform.connection, rows);
  const numbers = topUpNumbers(environment.KASPRO_VA_PREFIXES);
  const lookupKey = environment.LOOKUP_KEY;
  await platform.serve({
    problems,
    readiness: () => ({ consumer: consumerAlive() }),
    routes: [
      getWallet(queries.findWallet),
      getPlatformWallets(queries.trialBalance),
      getTrialBalance(queries.trialBalance, now),
      getProviderBalances(queries.providerBalances),
      receiveCallback({
        secret: environment.KASPRO_SECRET,
        now,
        keep: (callback) => keepCallback({ callbacks, numbers, lookupKey, now }, callback),
      }),
    ],
  });
}
