/**
 * Money that waited was given back to its sender. PURE.
 * The bank or KasPro has done it before an operator records it here, under the reference they gave.
 */
import { returnToSender } from '@angkutan/ledger';
import type { Rupiah } from '@angkutan/money';
import type { ReturnSuspense } from './act.ts';
import { takeSuspended } from './suspense.ts';
import type { Flow } from './working-set.ts';

/** What still waits of a top-up; undefined when nothing does. */
export function stillWaiting(
  { suspenseId, holder }: Pick<ReturnSuspense, 'suspenseId' | 'holder'>,
  flow: Flow,
): Rupiah | undefined {
  if (holder !== undefined) {
    return flow.findWallet(holder)?.suspended.find((one) => one.id === suspenseId)?.amount;
  }
  const record = flow.topUp(suspenseId);
  return record?.status === 'UNCLAIMED' ? record.amount : undefined;
}

export function returnUnfit(act: ReturnSuspense, flow: Flow): string | undefined {
  const waiting = stillWaiting(act, flow);
  if (waiting === undefined) return 'SUSPENSE_NOT_FOUND';
  return waiting === act.amount ? undefined : 'SUSPENSE_DIFFERS';
}

export function returnSuspense(act: ReturnSuspense, flow: Flow, approvalId: string): void {
  const { suspenseId, holder, amount } = act;
  const { shard } = flow.context;
  const from =
    holder === undefined
      ? ({ book: 'unclaimed', owner: shard } as const)
      : ({ book: 'suspense', owner: holder } as const);
  const head = { reference: `RETURN/${suspenseId}`, requestId: approvalId };
  flow.post(returnToSender(head, [[from, amount]], shard));
  const record = flow.topUp(suspenseId);
  if (record && record.status !== 'AWAITED') {
    const { providerReference, channel } = record;
    flow.putTopUp({ providerReference, channel, amount: record.amount, status: 'RETURNED' });
  }
  if (holder === undefined) return;
  takeSuspended(flow, holder, amount, suspenseId);
  publishReturned(act, flow, holder);
}

function publishReturned(act: ReturnSuspense, flow: Flow, walletId: string): void {
  const { suspenseId: providerReference, amount, outsideReference } = act;
  const { customerId } = flow.wallet(walletId);
  flow.publish({
    type: 'SuspenseReturned',
    key: customerId,
    data: { walletId, customerId, amount, providerReference, outsideReference },
  });
}
