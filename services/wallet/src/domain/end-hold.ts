/** What ends a hold: a capture, a void, or its expiry. PURE. */
import { returnAll } from './capture.ts';
import type { Closed, Returning } from './request.ts';
import { orderOf, refused, type TakePayment } from './payment-command.ts';
import { collectThenCapture, orderUnfit } from './take-payment.ts';
import type { Verdict } from './verdict.ts';
import type { Flow } from './working-set.ts';

export interface CapturePayment {
  readonly requestId: string;
  readonly amount: bigint;
  readonly shares: TakePayment['shares'];
}

export function capturePayment(command: CapturePayment, flow: Flow): Verdict {
  const request = flow.request(command.requestId);
  if (!request) return refused('REQUEST_UNKNOWN', command.requestId);
  const order = orderOf(command.amount, command.shares);
  const unfit = orderUnfit(command.requestId, order, flow);
  if (unfit) return unfit;
  switch (request.status) {
    case 'HELD':
      collectThenCapture(flow, request, request.escrowed, order);
      return flow.done();
    case 'COLLECTING':
      return waitForHold(flow, request.order !== undefined);
    case 'PAYING':
      return flow.done();
    case 'RETURNING':
    case 'CLOSED':
      return captureAfterEnd(flow, request);
    case 'RESERVED':
    case 'SETTLING':
    case 'MOVING':
    case 'LATE':
    case 'CORRECTING':
    case 'SWEEPING':
      return refused('NOT_A_HOLD', command.requestId);
  }
}

/** A hold that has not been confirmed yet is waited for; a capture already under way is the same one again. */
const waitForHold = (flow: Flow, capturing: boolean): Verdict =>
  capturing ? flow.done() : { status: 'wait', reason: 'HOLD_NOT_CONFIRMED' };

/** The hold ended before: its money is on its way back, or back already, so nothing of it can be captured. */
function captureAfterEnd(flow: Flow, request: Returning | Closed): Verdict {
  if (request.outcome !== 'CAPTURED') {
    const { requestId, payerId } = request;
    const reason = 'HOLD_ENDED';
    flow.publish({ type: 'TransferRejected', key: payerId, data: { requestId, reason } });
  }
  return flow.done();
}

export function voidPayment(requestId: string, flow: Flow): Verdict {
  const request = flow.request(requestId);
  if (!request) return refused('REQUEST_UNKNOWN', requestId);
  if (request.status === 'COLLECTING') return waitForHold(flow, request.order !== undefined);
  if (request.status === 'HELD') returnAll(flow, request, request.escrowed, 'RELEASED');
  return flow.done();
}

/** Only a hold at rest expires: with a transfer open its end is the provider's to tell. */
export function expireHold(requestId: string, flow: Flow): Verdict {
  const request = flow.request(requestId);
  if (request?.status === 'HELD' && request.expiresAt <= flow.context.now) {
    returnAll(flow, request, request.escrowed, 'RELEASED');
  }
  return flow.done();
}
