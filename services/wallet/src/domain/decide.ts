/** Every message that changes a wallet, and the one function that decides it. PURE. */
import type { AnyEvent } from '@angkutan/events';
import { changeTier, openCustomerWallet } from './customers.ts';
import { capturePayment, expireHold, voidPayment } from './end-hold.ts';
import { openAccount, type Opening } from './opening.ts';
import { takePayment } from './take-payment.ts';
import { receiveTopUp, type TopUp } from './top-up.ts';
import { transferEnded, type TransferEnd } from './transfer-ended.ts';
import type { Verdict } from './verdict.ts';
import type { NewWallet } from './wallet.ts';
import type { Flow } from './working-set.ts';

export type WalletMessage =
  | { readonly type: 'event'; readonly event: AnyEvent }
  | { readonly type: 'customer'; readonly wallet: NewWallet }
  | { readonly type: 'top-up'; readonly topUp: TopUp }
  | { readonly type: 'transfer'; readonly end: TransferEnd }
  | { readonly type: 'opening'; readonly opening: Opening }
  | { readonly type: 'expire'; readonly requestId: string };

export function decide(message: WalletMessage, flow: Flow): Verdict {
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
    default:
      return flow.done();
  }
}
