/**
 * Money in suspense whose owner an operator has found out. PURE.
 * A customer's own lies on the right account already; a stranger's is moved there by KasPro first.
 */
import { assign } from '@angkutan/ledger';
import type { AssignSuspense } from './act.ts';
import { creditWithinLimits } from './credit.ts';
import { countIncoming, fitIncoming, monthOf } from './limits.ts';
import { stillWaiting } from './return-suspense.ts';
import { takeSuspended } from './suspense.ts';
import { publishReceived } from './top-up.ts';
import { collectDebts } from './transfers.ts';
import { type Transfer, UNCLAIMED } from './transfer.ts';
import { type Flow } from './working-set.ts';

const REQUEST = 'assign-';

/** The top-up that a transfer assigns. */
export const assignedTopUp = (requestId: string): string | undefined =>
  requestId.startsWith(REQUEST) ? requestId.slice(REQUEST.length) : undefined;

export function assignUnfit(act: AssignSuspense, flow: Flow): string | undefined {
  const waiting = stillWaiting(act, flow);
  if (waiting === undefined) return 'SUSPENSE_NOT_FOUND';
  const wallet = flow.findWallet(act.walletId);
  if (!wallet || wallet.kind === 'MERCHANT') return 'WALLET_NOT_FOUND';
  if (act.holder === undefined) return undefined;
  if (flow.wallet(act.holder).customerId !== wallet.customerId) return 'SUSPENSE_OF_ANOTHER';
  return fitIncoming(flow, act.walletId, waiting).over > 0n ? 'LIMIT_EXCEEDED' : undefined;
}

export function assignSuspense(act: AssignSuspense, flow: Flow, approvalId: string): void {
  if (act.holder === undefined) sendUnclaimed(act, flow);
  else moveOwn(act, act.holder, flow, approvalId);
}

function moveOwn(act: AssignSuspense, holder: string, flow: Flow, approvalId: string): void {
  const { suspenseId, walletId } = act;
  const amount = stillWaiting(act, flow);
  if (amount === undefined) return;
  const head = { reference: `ASSIGN/${suspenseId}`, requestId: approvalId };
  const from = [{ book: 'suspense', owner: holder }, amount] as const;
  flow.post(assign(head, [from], [[{ book: 'wallet', owner: walletId }, amount]]));
  takeSuspended(flow, holder, amount, suspenseId);
  const { customerId, books } = flow.wallet(walletId);
  countIncoming(flow, walletId, amount);
  const remaining = walletId === holder ? books.suspense : flow.wallet(holder).books.suspense;
  flow.publish({
    type: 'SuspenseReleased',
    key: customerId,
    data: { walletId, customerId, amount, remaining, providerReference: suspenseId },
  });
  collectDebts(flow, walletId);
}

function sendUnclaimed({ suspenseId, walletId }: AssignSuspense, flow: Flow): void {
  const record = flow.topUp(suspenseId);
  if (record?.status !== 'UNCLAIMED') return;
  const assignments = record.assignments + 1;
  const requestId = `${REQUEST}${suspenseId}`;
  flow.transfer({
    reference: `${requestId}.${assignments}`,
    requestId,
    purpose: 'ASSIGN',
    from: UNCLAIMED,
    to: walletId,
    amount: record.amount,
  });
  flow.putTopUp({ ...record, status: 'ASSIGNING', assignments, walletId });
}

/** KasPro has moved it, or refused to: then it is nobody's again, and people are told. */
export function assignmentEnded(flow: Flow, transfer: Transfer, code: number | undefined): void {
  const record = flow.topUp(assignedTopUp(transfer.requestId) ?? '');
  if (record?.status !== 'ASSIGNING') {
    throw new Error(`AKT_TRANSFER_OUT_OF_STEP: ${transfer.reference} in ${record?.status}`);
  }
  const { walletId, assignments, ...known } = record;
  if (code !== undefined) {
    flow.putTopUp({ ...known, status: 'UNCLAIMED', assignments });
    flow.alarm('AKT_ASSIGNMENT_REFUSED', transfer.reference);
    return;
  }
  const from = [{ book: 'unclaimed', owner: flow.context.shard }, transfer.amount] as const;
  const credit = { walletId, amount: transfer.amount, id: known.providerReference };
  publishReceived(flow, known, walletId);
  creditWithinLimits(flow, credit, (to) => flow.post(assign(transfer, [from], to)));
  const { now, rules } = flow.context;
  const { version: rulesVersion } = rules;
  flow.putTopUp({ ...known, status: 'CREDITED', walletId, month: monthOf(now), rulesVersion });
}
