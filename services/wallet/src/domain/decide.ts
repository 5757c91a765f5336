/** Every message that changes a wallet, and the one function that decides it. PURE. */
import type { ApprovalMessage } from '@angkutan/approvals';
import type { AnyEvent } from '@angkutan/events';
import type { Act } from './act.ts';
import { decideAct } from './approve.ts';
import { contain, type Contain } from './contain.ts';
import { changeTier, openCustomerWallet, eraseCustomer } from './customers.ts';
import { capturePayment, expireHold, voidPayment } from './end-hold.ts';
import { lateTransfer } from './late-transfer.ts';
import { openAccount, type Opening } from './opening.ts';
import { lateSuccess, requestCashOut, reserveFailed, reservePaidOut } from './reserve.ts';
import { receiveReversal } from './reversal.ts';
import { useRoom, useRoomOf } from './suspense.ts';
import { startSweep, type StartSweep } from './sweep.ts';
import { takePayment } from './take-payment.ts';
import { receiveTopUp, type TopUp } from './top-up.ts';
import type { Reversal } from './top-up-record.ts';
import { transferEnded, type TransferEnd } from './transfer-ended.ts';
import type { Verdict } from './verdict.ts';
import type { NewWallet } from './wallet.ts';
import type { Transfer } from './transfer.ts';
import type { Flow } from './working-set.ts';

export type WalletMessage =
  | { readonly type: 'event'; readonly event: AnyEvent }
  | { readonly type: 'customer'; readonly wallet: NewWallet }
  | { readonly type: 'top-up'; readonly topUp: TopUp }
  | { readonly type: 'transfer'; readonly end: TransferEnd }
  | { readonly type: 'opening'; readonly opening: Opening }
  | { readonly type: 'expire'; readonly requestId: string }
  | { readonly type: 'late-transfer'; readonly transfer: Transfer }
  | { readonly type: 'sweep'; readonly sweep: StartSweep }
  | { readonly type: 'reversal'; readonly reversal: Reversal }
  | { readonly type: 'room'; readonly customerId: string }
  | { readonly type: 'contain'; readonly contain: Contain }
  | ApprovalMessage<Act>;

/** Decides a message; whatever room it makes in people's wallets is used in the same transaction. */
export function decide(message: WalletMessage, flow: Flow): Verdict {
  const verdict = decideMessage(message, flow);
  if (verdict.status !== 'done') return verdict;
  useRoom(flow);
  return flow.done();
}

function decideMessage(message: WalletMessage, flow: Flow): Verdict {
  switch (message.type) {
    case 'event':
      return decideEvent(message.event, flow);
    case 'customer':
      return openCustomerWallet(message.wallet, flow);
    case 'top-up':
      return receiveTopUp(message.topUp, flow);
    case 'transfer':
      return transferEnded(message.end, flow);
    case 'opening':
      return openAccount(message.opening, flow);
    case 'expire':
      return expireHold(message.requestId, flow);
    case 'late-transfer':
      return lateTransfer(message.transfer, flow);
    case 'sweep':
      return startSweep(message.sweep, flow);
    case 'reversal':
      return receiveReversal(message.reversal, flow);
    case 'room':
      useRoomOf(flow, message.customerId);
      return flow.done();
    case 'contain':
      return contain(message.contain, flow);
    case 'ask':
    case 'decide':
      return decideAct(message, flow);
  }
}

/** Events that are not for us are done with nothing: their topics carry other teams' and our own as well. */
function decideEvent(event: AnyEvent, flow: Flow): Verdict {
  switch (event.type) {
    case 'PaymentRequested': {
      const { paymentId: requestId, splits: shares, ...command } = event.data;
      return takePayment({ ...command, requestId, shares }, flow);
    }
    case 'PaymentCaptureRequested': {
      const { paymentId: requestId, splits: shares, amount } = event.data;
      return capturePayment({ requestId, amount, shares }, flow);
    }
    case 'PaymentVoidRequested':
      return voidPayment(event.data.paymentId, flow);
    case 'CustomerUpgraded':
      return changeTier(event.data.customerId, event.data.tier, flow);
    case 'CustomerErased':
      return eraseCustomer(event.data.customerId, flow);
    case 'CanarySent': {
      // It goes the way of a payment's events, so that the way is measured, and moves nothing.
      const { canaryId, occurredAt: sentAt } = event.data;
      flow.publish({ type: 'CanaryAnswered', key: canaryId, data: { canaryId, sentAt } });
      return flow.done();
    }
    default:
      return decidePayOut(event, flow);
  }
}

/** What other services tell of the money that they send out: cash-outs, and of the payments those by QRIS. */
function decidePayOut(event: AnyEvent, flow: Flow): Verdict {
  switch (event.type) {
    case 'CashOutRequested':
      return requestCashOut(event.data, flow);
    case 'CashOutSettled':
      return reservePaidOut({ ...event.data, requestId: event.data.cashOutId }, flow);
    case 'CashOutFailed':
      return reserveFailed(event.data.cashOutId, flow);
    case 'PaymentSettled':
      if (event.data.kind !== 'QRIS') return flow.done();
      return reservePaidOut({ ...event.data, requestId: event.data.paymentId }, flow);
    case 'PaymentFailed':
      return event.data.kind === 'QRIS' ? reserveFailed(event.data.paymentId, flow) : flow.done();
    case 'LateSuccessReported':
      return lateSuccess(event.data.requestId, event.data.amount, flow);
    default:
      return flow.done();
  }
}
