/** A top-up that KasPro reports: the money is there already, so it is never refused. PURE. */
import { topUp } from '@angkutan/ledger';
import { rupiah } from '@angkutan/money';
import { creditWithinLimits } from './credit.ts';
import { monthOf } from './limits.ts';
import { applyReversal } from './reversal.ts';
import { suspend } from './suspense.ts';
import type { KnownTopUp } from './top-up-record.ts';
import type { Verdict } from './verdict.ts';
import type { Flow } from './working-set.ts';

export interface TopUp {
  readonly providerReference: string;
  /** Absent: the number belongs to nobody we know, and the money waits unclaimed. */
  readonly walletId?: string;
  /** The person is known, and has no wallet of the role that the number names: `walletId` is another of theirs. */
  readonly roleUnknown?: boolean;
  readonly amount: bigint;
  readonly channel: string;
}

export const topUpReference = (providerReference: string): string => `TOP_UP/${providerReference}`;

export function receiveTopUp(command: TopUp, flow: Flow): Verdict {
  const { providerReference } = command;
  if (flow.isJournalled(topUpReference(providerReference))) return flow.done();
  const awaited = flow.topUp(providerReference);
  const { walletId } = command;
  if (walletId === undefined || !flow.findWallet(walletId)) leaveUnclaimed(flow, command);
  else credit(flow, command, walletId);
  if (awaited?.status === 'AWAITED') applyReversal(flow, awaited.reversal);
  return flow.done();
}

const knownOf = ({ providerReference, amount, channel }: TopUp): KnownTopUp => ({
  providerReference,
  amount: rupiah(amount),
  channel,
});

function leaveUnclaimed(flow: Flow, command: TopUp): void {
  const known = knownOf(command);
  const { shard } = flow.context;
  const reference = topUpReference(known.providerReference);
  const to = [{ book: 'unclaimed', owner: shard }, known.amount] as const;
  flow.post(topUp({ reference, requestId: reference }, [to], shard));
  flow.putTopUp({ ...known, status: 'UNCLAIMED', assignments: 0 });
}

function credit(flow: Flow, command: TopUp, walletId: string): void {
  const known = knownOf(command);
  const { providerReference: id, amount } = known;
  const { shard, now, rules } = flow.context;
  const reference = topUpReference(id);
  const head = { reference, requestId: reference };
  publishReceived(flow, known, walletId);
  if (command.roleUnknown) {
    flow.post(topUp(head, [[{ book: 'suspense', owner: walletId }, amount]], shard));
    suspend(flow, walletId, { id, amount, reason: 'ROLE_UNKNOWN' });
  } else {
    creditWithinLimits(flow, { walletId, amount, id }, (to) => flow.post(topUp(head, to, shard)));
  }
  const { version: rulesVersion } = rules;
  flow.putTopUp({ ...known, status: 'CREDITED', walletId, month: monthOf(now), rulesVersion });
}

export function publishReceived(flow: Flow, known: KnownTopUp, walletId: string): void {
  const { customerId } = flow.wallet(walletId);
  flow.publish({
    type: 'TopUpReceived',
    key: customerId,
    data: { ...known, walletId, customerId },
  });
}
