/** A top-up that KasPro reports: the money is there already, so it is never refused. PURE. */
import { topUp } from '@angkutan/ledger';
import { rupiah } from '@angkutan/money';
import { collectDebts } from './transfers.ts';
import type { Verdict } from './verdict.ts';
import type { Flow } from './working-set.ts';

export interface TopUp {
  readonly providerReference: string;
  /** Absent: the number belongs to nobody we know, and the money waits unclaimed. */
  readonly walletId?: string;
  readonly amount: bigint;
  readonly channel: string;
}

export function receiveTopUp(command: TopUp, flow: Flow): Verdict {
  const { providerReference, channel } = command;
  const requestId = `TOP_UP/${providerReference}`;
  if (flow.isJournalled(requestId)) return flow.done();
  const amount = rupiah(command.amount);
  const { shard } = flow.context;
  const head = { reference: requestId, requestId };
  const wallet = command.walletId === undefined ? undefined : flow.findWallet(command.walletId);
  if (!wallet) {
    flow.post(topUp(head, { book: 'unclaimed', owner: shard }, amount, shard));
    return flow.done();
  }
  const { walletId, customerId } = wallet;
  flow.post(topUp(head, { book: 'wallet', owner: walletId }, amount, shard));
  flow.publish({
    type: 'TopUpReceived',
    key: customerId,
    data: { walletId, customerId, amount, channel, providerReference },
  });
  collectDebts(flow, walletId);
  return flow.done();
}
