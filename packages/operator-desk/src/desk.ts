/** Asking and deciding through the one work of a service, and reading how approvals stand. */
import { createHash } from 'node:crypto';
import {
  type Act,
  type Approval,
  type ApprovalMessage,
  APPROVAL_TTL_MS,
  type Decision,
  type NewApproval,
  refusalTo,
} from '@angkutan/approvals';
import { type Result, verdictFor } from '@angkutan/messaging';
import { currentTrace } from '@angkutan/telemetry';
import type { ApprovalRows } from './rows.ts';

export interface Desk<A extends Act> {
  /** Answers the code of a problem when it is refused. Throws what the database cannot do now: a person waits. */
  ask(approval: NewApproval<A>): Promise<string | undefined>;
  decide(decision: Decision): Promise<string | undefined>;
  find(approvalId: string): Promise<Approval<A> | undefined>;
  /** What waits for a second person and has not expired, oldest first. */
  waiting(limit: number): Promise<readonly Approval<A>[]>;
}

/** `tell` runs one message through the service's work. */
export function createDesk<A extends Act>(
  { approvals }: Pick<ApprovalRows<A>, 'approvals'>,
  tell: (message: ApprovalMessage<A>) => Promise<readonly Result<unknown>[]>,
): Desk<A> {
  const told = async (message: ApprovalMessage<A>): Promise<string | undefined> => {
    const verdict = verdictFor(await tell(message));
    return verdict.status === 'refused' ? verdict.code : undefined;
  };
  const find: Desk<A>['find'] = async (_id) =>
    (await approvals.find({ _id: { $in: [_id] } }).toArray())[0];
  return {
    ask: (approval) => {
      const traceparent = currentTrace();
      const traced = traceparent === undefined ? approval : { ...approval, traceparent };
      return told({ type: 'ask', approval: traced });
    },
    async decide(decision) {
      const refused = await told({ type: 'decide', decision });
      if (refused !== undefined) return refused;
      const ended = await find(decision.approvalId);
      return ended && refusalTo(decision.decision, ended);
    },
    find,
    waiting: (limit) =>
      approvals
        .find({ status: 'WAITING', askedAt: { $gt: new Date(Date.now() - APPROVAL_TTL_MS) } })
        .sort({ askedAt: 1 })
        .limit(limit)
        .toArray(),
  };
}

const ID_LENGTH = 22;

/** The same asking finds the same approval, also after a crash in between. */
export const newApprovalId = (askedBy: string, act: Act, idempotencyKey: string): string =>
  createHash('sha256')
    .update(JSON.stringify([askedBy, act.type, idempotencyKey]))
    .digest('base64url')
    .slice(0, ID_LENGTH);
