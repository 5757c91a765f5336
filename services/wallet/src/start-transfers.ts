import { startInstructionWorker } from '@angkutan/instructions';
import { createTransferGateway } from './gateways/transfers.ts';
import { settleResults } from './jobs/settle-results.ts';
import type { Parts } from './parts.ts';
import { createAccounts } from './store/accounts.ts';

/** While KasPro's breaker is open nothing is claimed; it is looked at this often. */
const BREAKER_PAUSE_MS = 500;

/** Starts what sends to KasPro; every commit of this process may have written work for it. */
export function startTransfers(parts: Parts): void {
  const { platform, environment, life, rows, instructions, tell, kaspro } = parts;
  const { executor, logger } = platform;
  const now = (): Date => new Date();
  const gateway = createTransferGateway({
    kaspro,
    accountOf: createAccounts(rows, environment.EVENT_SEALING_KEY),
    escrowAccount: environment.KASPRO_ESCROW_ACCOUNT,
    corporateAccount: environment.KASPRO_CORPORATE_ACCOUNT,
    now,
  });
  const worker = startInstructionWorker({
    ...gateway,
    store: instructions,
    settle: (results) => settleResults({ tell, logger }, results),
    pauseMs: () => (kaspro.breakers().transfer === 'closed' ? 0 : BREAKER_PAUSE_MS),
    now,
    logger,
    onError: (error, doing) =>
      logger.error({ err: error, component: doing }, 'transfers in trouble'),
  });
  executor.onCommitted(() => worker.wake());
  life.onStop('transfers', () => worker.stop());
}
