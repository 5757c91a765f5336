import { problem, type Route, route, text, z } from '@angkutan/http';
import { ROLES, walletIdOf } from '@angkutan/ledger';
import { rupiah } from '@angkutan/money';
import { type Desk, newApprovalId } from '@angkutan/operator-desk';
import type { Act } from '../domain/act.ts';

const REASON_MAX = 500;
/** Rupiah; nobody can owe so much. */
const DEBT_MAX = 1_000_000_000;

const body = z.strictObject({
  role: z.enum(ROLES),
  amount: z
    .int()
    .min(1)
    .max(DEBT_MAX)
    .meta({ description: 'Of the oldest debts first, no more than is owed; whole rupiah' }),
  reason: text(REASON_MAX),
});

/** Asks that the company gives up what a person owes: it does, once a second operator has approved. */
export const postDebtWriteOffs = (desk: Pick<Desk<Act>, 'ask'>): Route =>
  route({
    method: 'post',
    path: '/v1/wallets/{customerId}/debt-write-offs',
    operationId: 'writeOffDebt',
    summary: 'Asks that a person’s debt is given up; a second person approves',
    roles: ['ops-act'],
    idempotent: true,
    body,
    answers: {
      202: { description: 'Waits for approval', schema: z.object({ approvalId: z.string() }) },
    },
    refusals: ['WALLET_NOT_FOUND', 'DEBT_LESS'],
    async handle({ params: { customerId }, body: asked, caller, idempotencyKey = '' }) {
      const walletId = walletIdOf(customerId, asked.role);
      const act = { type: 'WRITE_OFF_DEBT', walletId, amount: rupiah(asked.amount) } as const;
      const { sub: askedBy } = caller;
      const approvalId = newApprovalId(askedBy, act, idempotencyKey);
      const refusal = await desk.ask({ approvalId, act, reason: asked.reason, askedBy });
      return refusal === undefined ? { status: 202, body: { approvalId } } : problem(refusal);
    },
  });
