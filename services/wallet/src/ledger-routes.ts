/** What operators see of the books: their figures, the rows behind each, and how far KasPro is from them. */
import type { Route } from '@angkutan/http';
import { ROLES } from '@angkutan/ledger';
import { startJob } from '@angkutan/service';
import type { InFlight, Statements } from './domain/reconciling.ts';
import { getDrift, getDriftOfCustomer } from './http/get-drift.ts';
import { getAccounts, getEntries } from './http/get-ledger-rows.ts';
import { getPlatformWallets } from './http/get-platform-wallets.ts';
import { getProviderBalances } from './http/get-provider-balances.ts';
import { getTrialBalance } from './http/get-trial-balance.ts';
import { getVolume } from './http/get-volume.ts';
import { lookAt, lookAtBalances, type LookDeps, TURN_MS } from './jobs/look-at-balances.ts';
import type { Parts } from './parts.ts';
import { openLookStore } from './store/balance-looks.ts';
import { createLedgerRows } from './store/ledger-rows.ts';
import { createVolumeQueries } from './store/volume.ts';

export interface BothSides {
  readonly statements: Statements;
  readonly inFlight: InFlight;
}

/** Starts the rolling look at balances as well: its last looks are what the routes tell. */
export async function ledgerRoutes(parts: Parts, sides: BothSides): Promise<Route[]> {
  const { platform, rows, queries, kaspro, environment, life } = parts;
  const now = (): Date => new Date();
  const looks = await openLookStore(platform.connection, rows);
  const deps: LookDeps = {
    ...sides,
    looks,
    perTurn: environment.DRIFT_LOOKS_PER_S * (TURN_MS / 1_000),
    isKasProWell: () => kaspro.breakers().enquiry === 'closed',
    now,
  };
  const job = startJob({
    name: 'balance-looks',
    everyMs: TURN_MS,
    logger: platform.logger,
    run: () => lookAtBalances(deps),
  });
  life.onStop('balance-looks', () => job.stop());
  const ledger = createLedgerRows(rows);
  return [
    getPlatformWallets(queries.trialBalance),
    getTrialBalance(queries.standing),
    getProviderBalances(queries.providerBalances),
    getVolume(createVolumeQueries(rows, now), now),
    getAccounts(ledger),
    getEntries(ledger),
    getDrift(looks),
    getDriftOfCustomer({
      lookAt: (accounts) => lookAt(deps, accounts),
      kindsOf: async (customerId) => {
        const found = await Promise.all(ROLES.map((role) => queries.findWallet(customerId, role)));
        return [...new Set(found.flatMap((wallet) => wallet?.kind ?? []))];
      },
    }),
  ];
}
