/**
 * A wallet that does not hold what its own entries add up to stands still: nothing leaves it until a person has looked
 * and lets it go. What is owed to it is credited all the while, and a ride that was given is paid: what the rider's
 * wallet may not pay becomes a debt, as if nothing were there. PURE.
 */
import { refused } from './payment-command.ts';
import { collectDebts } from './transfers.ts';
import type { Verdict } from './verdict.ts';
import type { Containment } from './wallet.ts';
import type { Flow } from './working-set.ts';

export interface DifferingWallet {
  readonly walletId: string;
  /** Whole rupiah: how much more the wallet holds than its entries add up to. */
  readonly amount: bigint;
  readonly contained: boolean;
}
export interface ContainedWallet extends Containment {
  readonly walletId: string;
}
export interface ContainedQueries {
  /** Reads every wallet and the whole journal, in one snapshot: seconds where they are long. */
  differing(): Promise<readonly DifferingWallet[]>;
  /** At most this many, the longest first. */
  contained(limit: number): Promise<readonly ContainedWallet[]>;
}

export interface Contain {
  readonly walletId: string;
  /** false: it is let go. */
  readonly contained: boolean;
  readonly actor: string;
  readonly reason: string;
}

export function contain({ walletId, contained, actor, reason }: Contain, flow: Flow): Verdict {
  const wallet = flow.findWallet(walletId);
  if (!wallet) return refused('WALLET_NOT_FOUND', walletId);
  if ((wallet.contained !== null) === contained) return flow.done();
  const at = flow.context.now;
  flow.putWallet({ ...wallet, contained: contained ? { by: actor, reason, at } : null });
  const act = contained ? 'CONTAIN_WALLET' : 'RELEASE_WALLET';
  const auditId = `${act}/${walletId}/${at.toISOString()}`;
  flow.audit({ auditId, at, actor, step: 'DONE', act, subject: walletId, reason });
  // What came in meanwhile pays first what is owed, as it would have.
  collectDebts(flow, walletId);
  return flow.done();
}
