/** Acts that wait for a second person, in every service that moves money. */
import { z } from 'zod';
import { ask } from './request.ts';
import { MONEY_SERVICES, type Of, pathOf, useGathered } from './services.ts';

const approval = z.object({
  approvalId: z.string(),
  status: z.string(),
  act: z.looseObject({ type: z.string() }),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: z.string(),
  expiresAt: z.string(),
});
const approvals = z.array(approval);
const decided = z.object({ status: z.string() });

export type Approval = Of<z.output<typeof approval>>;

const EVERY_MS = 4_000;

export const useApprovals = () =>
  useGathered({ services: MONEY_SERVICES, path: '/approvals', row: approvals, everyMs: EVERY_MS });

interface Word {
  readonly decision: 'APPROVE' | 'DECLINE';
  readonly reason: string;
}

export async function decide(
  { service, approvalId }: Pick<Approval, 'service' | 'approvalId'>,
  { decision, reason }: Word,
  key: string,
): Promise<void> {
  const body = { decision, ...(reason !== '' && { reason }) };
  const path = pathOf(service, `/approvals/${encodeURIComponent(approvalId)}`);
  await ask(decided, path, { method: 'POST', body, key });
}
