import type { Act } from '@angkutan/approvals';
import { problem, type Route, route, z } from '@angkutan/http';
import { approvalView, viewOf } from './approval-view.ts';
import type { Desk } from './desk.ts';

const LISTED_MAX = 500;

export const getApprovals = <A extends Act>({ waiting }: Pick<Desk<A>, 'waiting'>): Route =>
  route({
    method: 'get',
    path: '/v1/approvals',
    operationId: 'getApprovals',
    summary: 'Acts that wait for a second person, oldest first',
    roles: ['ops', 'ops-act'],
    answers: { 200: { description: 'At most 500 of them', schema: z.array(approvalView) } },
    handle: async () => {
      const now = new Date();
      return { status: 200, body: (await waiting(LISTED_MAX)).map((one) => viewOf(one, now)) };
    },
  });

export const getApproval = <A extends Act>({ find }: Pick<Desk<A>, 'find'>): Route =>
  route({
    method: 'get',
    path: '/v1/approvals/{approvalId}',
    operationId: 'getApproval',
    summary: 'How an act that was asked for stands, or how it ended',
    roles: ['ops', 'ops-act'],
    answers: { 200: { description: 'The approval', schema: approvalView } },
    refusals: ['APPROVAL_NOT_FOUND'],
    async handle({ params: { approvalId } }) {
      const approval = await find(approvalId);
      if (!approval) return problem('APPROVAL_NOT_FOUND');
      return { status: 200, body: viewOf(approval, new Date()) };
    },
  });
