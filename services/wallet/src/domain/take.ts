/** What leaves a person's account although nobody asks the person: KasPro has taken it. PURE. */
import type { Account, Parts } from '@angkutan/ledger';
import { isPositive, minus, type Rupiah, smaller } from '@angkutan/money';
import { walletsOf } from './limits.ts';
import { takeSuspended } from './suspense.ts';
import type { Flow } from './working-set.ts';

export interface Taken {
  /** Whose books it comes from; amounts above zero. */
  readonly from: Parts;
  /** What of it waited in suspense. */
  readonly suspense: Rupiah;
  /** What is not there to be taken. */
  readonly lacking: Rupiah;
}

/**
 * Suspense first, that of the top-up `first` before the rest, then what is available. The person's other wallet
 * lies on the same account: what this one lacks is taken from that one. The caller posts it.
 */
export function takeOf(flow: Flow, walletId: string, amount: Rupiah, first: string): Taken {
  const { customerId, kind } = flow.wallet(walletId);
  const shared = kind === 'MERCHANT' ? [] : walletsOf(flow, customerId).map((one) => one.walletId);
  const owners = [walletId, ...shared.filter((one) => one !== walletId)];
  let left = amount;
  const from: [Account, Rupiah][] = [];
  const take = (account: Account, part: Rupiah): void => {
    if (isPositive(part)) from.push([account, part]);
    left = minus(left, part);
  };
  for (const owner of owners) {
    take({ book: 'suspense', owner }, takeSuspended(flow, owner, left, first));
  }
  const suspense = minus(amount, left);
  for (const owner of owners) {
    take({ book: 'wallet', owner }, smaller(left, flow.wallet(owner).books.available));
  }
  return { from, suspense, lacking: left };
}
