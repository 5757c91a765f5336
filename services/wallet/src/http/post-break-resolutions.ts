import { problem, type Route, route, text, z } from '@angkutan/http';
import { type Desk, newApprovalId } from '@angkutan/operator-desk';
import type { Act } from '../domain/act.ts';
import { RESOLUTIONS } from '../domain/break.ts';
import type { BreakSubjects } from '../domain/reconciling.ts';

const REASON_MAX = 500;

const body = z.strictObject({
  resolution: z.enum(RESOLUTIONS).meta({
    description:
      'ACCEPT_THEIRS: our books follow KasPro’s. WRITE_OFF: likewise, and corporate makes good what a customer loses by it. EXPLAINED: nothing is posted',
  }),
  reason: text(REASON_MAX),
});

/** Asks for a break to be resolved: it is, once a second operator has approved. Who asks owns the break. */
export const postBreakResolutions = (
  desk: Pick<Desk<Act>, 'ask'>,
  { find }: BreakSubjects,
): Route =>
  route({
    method: 'post',
    path: '/v1/breaks/{breakId}/resolutions',
    operationId: 'resolveBreak',
    summary: 'Asks for a break to be resolved; a second person approves',
    roles: ['ops-act'],
    idempotent: true,
    body,
    answers: {
      202: { description: 'Waits for approval', schema: z.object({ approvalId: z.string() }) },
    },
    refusals: [
      'BREAK_NOT_FOUND',
      'BREAK_NOT_OPEN',
      'BREAK_CHANGED',
      'BREAK_LATE',
      'WALLET_NOT_FOUND',
    ],
    async handle({
      params: { breakId },
      body: { resolution, reason },
      caller,
      idempotencyKey = '',
    }) {
      const subject = await find(breakId);
      if (!subject) return problem('BREAK_NOT_FOUND');
      const { key, account, ours, theirs } = subject.found;
      const { walletId } = subject;
      const about = { breakId, key, account, ours, theirs };
      const owner = walletId === undefined ? {} : { walletId };
      const act = { type: 'RESOLVE_BREAK', resolution, ...about, ...owner } as const;
      const { sub: askedBy } = caller;
      const approvalId = newApprovalId(askedBy, act, idempotencyKey);
      const refusal = await desk.ask({ approvalId, act, reason, askedBy });
      return refusal === undefined ? { status: 202, body: { approvalId } } : problem(refusal);
    },
  });
