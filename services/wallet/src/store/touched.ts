/** Which states a message touches, so that a group's can be read at once. */
import type { AnyEvent } from '@angkutan/events';
import type { Instruction } from '@angkutan/instructions';
import { ROLES, walletIdOf } from '@angkutan/ledger';
import { assignedTopUp } from '../domain/assign.ts';
import { openingReference } from '../domain/opening.ts';
import { captureReference, type Request } from '../domain/request.ts';
import { lateRequestId } from '../domain/late-transfer.ts';
import { payerOf } from '../domain/payment-command.ts';
import { cashOutPayer } from '../domain/reserve.ts';
import { SWEEP_REQUEST } from '../domain/sweep.ts';
import { topUpReference } from '../domain/top-up.ts';
import { CORPORATE, ESCROW, UNCLAIMED } from '../domain/transfer.ts';
import type { ServiceMessage } from '../service-message.ts';
import { touchedByAct, type Touched } from './touched-by-act.ts';

/** What the messages name themselves; their instructions and requests name more. */
export function touchedBy(messages: readonly ServiceMessage[]): Touched {
  const touched: Touched = {
    requests: new Set(),
    wallets: new Set(),
    topUps: new Set(),
    approvals: new Set(),
    breaks: new Set(),
    journal: new Set(),
    instructions: new Set(),
  };
  for (const message of messages) touchedByMessage(message, touched);
  return touched;
}

function touchedByMessage(message: ServiceMessage, touched: Touched): void {
  switch (message.type) {
    case 'event':
      touchedByEvent(message.event, touched);
      break;
    case 'customer':
      touched.wallets.add(message.wallet.walletId);
      break;
    case 'top-up':
      touched.journal.add(topUpReference(message.topUp.providerReference));
      touched.topUps.add(message.topUp.providerReference);
      if (message.topUp.walletId !== undefined) touched.wallets.add(message.topUp.walletId);
      break;
    case 'opening':
      touched.journal.add(openingReference(message.opening));
      break;
    case 'reversal':
      touched.topUps.add(message.reversal.originalReference);
      break;
    case 'room':
      for (const role of ROLES) touched.wallets.add(walletIdOf(message.customerId, role));
      break;
    case 'contain':
      touched.wallets.add(message.contain.walletId);
      break;
    case 'ask':
      touched.approvals.add(message.approval.approvalId);
      touchedByAct(message.approval.act, touched);
      break;
    case 'decide':
      touched.approvals.add(message.decision.approvalId);
      break;
    case 'transfer':
    case 'late-transfer':
      break;
    case 'sweep':
      touched.requests.add(SWEEP_REQUEST);
      break;
    case 'expire':
      touched.requests.add(message.requestId);
      break;
    case 'signal':
      touched.instructions.add(message.reference);
      break;
  }
}

function touchedByEvent(event: AnyEvent, touched: Touched): void {
  switch (event.type) {
    case 'PaymentRequested': {
      const { paymentId, payerId, kind, reference, splits } = event.data;
      touched.requests.add(paymentId);
      touched.wallets.add(payerOf({ kind, payerId }));
      touched.journal.add(captureReference({ kind, reference, requestId: paymentId }));
      for (const split of splits) touched.wallets.add(split.walletId);
      break;
    }
    case 'PaymentCaptureRequested':
      touched.requests.add(event.data.paymentId);
      for (const split of event.data.splits) touched.wallets.add(split.walletId);
      break;
    case 'PaymentVoidRequested':
      touched.requests.add(event.data.paymentId);
      break;
    case 'CustomerUpgraded':
    case 'CustomerErased':
      for (const role of ROLES) touched.wallets.add(walletIdOf(event.data.customerId, role));
      break;
    default:
      touchedByPayOut(event, touched);
  }
}

function touchedByPayOut(event: AnyEvent, touched: Touched): void {
  switch (event.type) {
    case 'CashOutRequested': {
      touched.requests.add(event.data.cashOutId);
      const payer = cashOutPayer(event.data);
      if (payer !== undefined) touched.wallets.add(payer);
      break;
    }
    case 'CashOutSettled':
    case 'CashOutFailed':
      touched.requests.add(event.data.cashOutId);
      break;
    case 'PaymentSettled':
    case 'PaymentFailed':
      touched.requests.add(event.data.paymentId);
      break;
    case 'LateSuccessReported':
      touched.requests.add(event.data.requestId);
      break;
    default:
      break;
  }
}

const NO_WALLETS: ReadonlySet<string> = new Set([ESCROW, CORPORATE, UNCLAIMED]);

export function touchedByInstruction(instruction: Instruction, touched: Touched): void {
  const { status, reference, requestId } = instruction;
  const topUp = assignedTopUp(requestId);
  if (topUp === undefined) touched.requests.add(requestId);
  else touched.topUps.add(topUp);
  // A success that comes now is a late one.
  if (status === 'REJECTED' || status === 'REPLACED') {
    touched.requests.add(lateRequestId(reference));
  }
  for (const party of [instruction.from, instruction.to]) {
    if (!NO_WALLETS.has(party)) touched.wallets.add(party);
  }
}

export function touchedByRequest(request: Request, touched: Touched): void {
  touched.wallets.add(request.payer);
  touched.journal.add(captureReference(request));
  // The capture that follows a collection credits the payees' dues, and each due asks whether its payee may receive.
  for (const { walletId } of payeesOf(request)) touched.wallets.add(walletId);
  if (request.status === 'CORRECTING') touched.breaks.add(request.breakId);
  if (request.status === 'LATE' && request.transfer) touched.wallets.add(request.transfer.to);
}

function payeesOf(request: Request): readonly { readonly walletId: string }[] {
  switch (request.status) {
    case 'COLLECTING':
      return request.order?.shares ?? [];
    case 'MOVING':
      return request.order.shares;
    case 'PAYING':
      return request.dues;
    default:
      return [];
  }
}
