/**
 * Suspense: money on the customer's own account that is not the wallet's (yet). PURE.
 *
 * What is over a limit waits until there is room: the wallet is spent from, the month is new, the tier rises.
 * Whatever a message changes may make room, so `useRoom` comes after every one; a job looks at the rest.
 */
import { releaseSuspense } from '@angkutan/ledger';
import { isPositive, minus, type Rupiah, smaller, sumOf } from '@angkutan/money';
import { retryDues } from './dues.ts';
import { countIncoming, fitIncoming, walletsOf } from './limits.ts';
import { collectDebts } from './transfers.ts';
import type { Suspended } from './wallet.ts';
import type { Flow } from './working-set.ts';

/** Notes what waits, beside the posting that put it into the book, and tells of it. */
export function suspend(flow: Flow, walletId: string, item: Omit<Suspended, 'releases'>): void {
  const wallet = flow.wallet(walletId);
  const { customerId } = wallet;
  const { id: providerReference, amount, reason } = item;
  flow.putWallet({ ...wallet, suspended: [...wallet.suspended, { ...item, releases: 0 }] });
  flow.publish({
    type: 'FundsSuspended',
    key: customerId,
    data: { walletId, customerId, amount, reason, providerReference },
  });
}

/** Takes up to `wanted` out of what waits, that of `first` before the others; answers how much it was. */
export function takeSuspended(flow: Flow, walletId: string, wanted: Rupiah, first: string): Rupiah {
  const wallet = flow.wallet(walletId);
  const order = wallet.suspended.toSorted(
    (a, b) => Number(b.id === first) - Number(a.id === first),
  );
  const left = new Map<string, Rupiah>();
  let open = wanted;
  for (const { id, amount } of order) {
    const part = smaller(open, amount);
    open = minus(open, part);
    left.set(id, minus(amount, part));
  }
  const suspended = wallet.suspended
    .map((one) => ({ ...one, amount: left.get(one.id) ?? one.amount }))
    .filter((one) => isPositive(one.amount));
  flow.putWallet({ ...wallet, suspended });
  return minus(wanted, open);
}

/** Uses the room that a message may have made for the people whose wallets it changed. */
export function useRoom(flow: Flow): void {
  const people = new Set(flow.changedWallets().map((wallet) => wallet.customerId));
  for (const customerId of people) useRoomOf(flow, customerId);
}

export function useRoomOf(flow: Flow, customerId: string): void {
  for (const { walletId } of walletsOf(flow, customerId)) {
    for (const item of flow.wallet(walletId).suspended) release(flow, walletId, item);
    retryDues(flow, walletId, (due) => due.reason === 'LIMIT');
  }
}

function release(flow: Flow, walletId: string, item: Suspended): void {
  if (item.reason === 'ROLE_UNKNOWN') return;
  const { fits } = fitIncoming(flow, walletId, item.amount);
  if (!isPositive(fits)) return;
  const { id: providerReference } = item;
  const releases = item.releases + 1;
  const reference = `RELEASE/${providerReference}/${releases}`;
  flow.post(releaseSuspense({ reference, requestId: reference }, walletId, fits));
  takeSuspended(flow, walletId, fits, providerReference);
  const wallet = flow.wallet(walletId);
  const { customerId } = wallet;
  flow.putWallet({
    ...wallet,
    suspended: wallet.suspended.map((one) =>
      one.id === providerReference ? { ...one, releases } : one,
    ),
  });
  countIncoming(flow, walletId, fits);
  const remaining = suspendedOf(flow, walletId);
  flow.publish({
    type: 'SuspenseReleased',
    key: customerId,
    data: { walletId, customerId, amount: fits, remaining, providerReference },
  });
  collectDebts(flow, walletId);
}

const suspendedOf = (flow: Flow, walletId: string): Rupiah =>
  sumOf(flow.wallet(walletId).suspended.map((one) => one.amount));
