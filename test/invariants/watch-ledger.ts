import type { Ground } from './ground.ts';
import { ledgerBreaches } from './ledger.ts';

export interface LedgerWatch {
  /** Ends it, and answers how many snapshots were looked at and every breach in them. */
  stop(): Promise<{ readonly snapshots: number; readonly breaches: readonly string[] }>;
}

/** Looks at one snapshot of the ledger after the other while something goes on: I1 and I2 hold in each. */
export function watchLedger(ground: Ground): LedgerWatch {
  const breaches: string[] = [];
  let [snapshots, stopped] = [0, false];
  const look = async (): Promise<void> => {
    while (!stopped) {
      breaches.push(...(await ledgerBreaches(ground)));
      snapshots += 1;
    }
  };
  const looking = look();
  return {
    stop: async () => {
      stopped = true;
      await looking;
      return { snapshots, breaches };
    },
  };
}
