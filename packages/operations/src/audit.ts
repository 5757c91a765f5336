import { randomUUID } from 'node:crypto';
import type { AuditRow } from '@angkutan/approvals';
import type { ApprovalRows } from '@angkutan/operator-desk';

/** Keeps who did what to a service, and why, where one person is enough for it. */
export async function record(
  { audit }: Pick<ApprovalRows<never>, 'audit'>,
  told: Pick<AuditRow, 'act' | 'subject' | 'actor' | 'reason'>,
): Promise<void> {
  const _id = randomUUID();
  await audit.insertOne({ ...told, _id, auditId: _id, at: new Date(), step: 'DONE' });
}
