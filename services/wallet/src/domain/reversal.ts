/** The store takes a top-up back: KasPro has moved the money, so this too is never refused. PURE. */
import { type Parts, reversal } from '@angkutan/ledger';
import { isPositive, minus, negate, type Rupiah, rupiah } from '@angkutan/money';
import { countIncoming, monthOf } from './limits.ts';
import { takeOf } from './take.ts';
import type { Reversal, TopUpRecord } from './top-up-record.ts';
import type { Verdict } from './verdict.ts';
import { withDebt } from './wallet.ts';
import type { Flow } from './working-set.ts';

/** May come before the top-up itself, which then nets to nothing; told twice, it is one. */
export function receiveReversal(command: Reversal, flow: Flow): Verdict {
  const record = flow.topUp(command.originalReference);
  switch (record?.status) {
    case undefined:
      flow.putTopUp({
        status: 'AWAITED',
        providerReference: command.originalReference,
        reversal: command,
      });
      break;
    case 'ASSIGNING':
      return { status: 'wait', reason: 'TOP_UP_BEING_ASSIGNED' };
    case 'AWAITED':
    case 'REVERSED':
      if (record.reversal.providerReference !== command.providerReference) alarm(flow, command);
      break;
    case 'RETURNED':
      alarm(flow, command);
      break;
    case 'CREDITED':
    case 'UNCLAIMED':
      applyReversal(flow, command);
  }
  return flow.done();
}

/** One top-up is taken back once: what KasPro says beyond that is for people to look at. */
const alarm = (flow: Flow, { providerReference: reference }: Reversal): void =>
  flow.alarm('AKT_REVERSAL_REPEATED', reference);

/** Takes back what KasPro says it took, whatever the top-up was: the ledger follows the money. */
export function applyReversal(flow: Flow, command: Reversal): void {
  const record = flow.topUp(command.originalReference);
  if (record?.status === 'CREDITED') takeBack(flow, record, command);
  else if (record?.status === 'UNCLAIMED') {
    const { shard } = flow.context;
    const unclaimed = [{ book: 'unclaimed', owner: shard }, rupiah(command.amount)] as const;
    flow.post(reversal(headOf(command), [unclaimed], shard));
  } else return;
  const { providerReference, amount, channel } = record;
  flow.putTopUp({ providerReference, amount, channel, status: 'REVERSED', reversal: command });
  if (amount !== command.amount) {
    flow.alarm('AKT_REVERSAL_DIFFERS', command.providerReference);
  }
}

const headOf = ({ originalReference }: Reversal): { reference: string; requestId: string } => ({
  reference: `REVERSAL/${originalReference}`,
  requestId: `REVERSAL/${originalReference}`,
});

/** Suspense first, then the wallet, then a debt. */
function takeBack(
  flow: Flow,
  { walletId, providerReference, month }: Extract<TopUpRecord, { status: 'CREDITED' }>,
  command: Reversal,
): void {
  const { customerId } = flow.wallet(walletId);
  const amount = rupiah(command.amount);
  const taken = takeOf(flow, walletId, amount, providerReference);
  const { suspense, lacking: debt } = taken;
  const credited = minus(minus(amount, suspense), debt);
  const from: Parts = [...taken.from, [{ book: 'debt', owner: walletId }, debt]];
  flow.post(reversal(headOf(command), from, flow.context.shard));
  if (isPositive(debt)) flow.putWallet(withDebt(flow.wallet(walletId), debtOf(command), debt));
  if (month === monthOf(flow.context.now)) countIncoming(flow, walletId, negate(credited));
  publishReversed(flow, { walletId, customerId, amount, debt, suspense }, command);
}

/** A debt's id is part of references at KasPro: no slashes. */
const debtOf = ({ originalReference }: Reversal): string => `reversal-${originalReference}`;

interface Reversed {
  readonly walletId: string;
  readonly customerId: string;
  readonly amount: Rupiah;
  readonly debt: Rupiah;
  readonly suspense: Rupiah;
}

const publishReversed = (flow: Flow, data: Reversed, { providerReference }: Reversal): void =>
  flow.publish({
    type: 'TopUpReversed',
    key: data.customerId,
    data: { ...data, providerReference },
  });
