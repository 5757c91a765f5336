/** What operators do with suspense, breaks and debts. A second person's word and what waits for it every service has. */
import type { Route } from '@angkutan/http';
import { type Desk, getInstructions } from '@angkutan/operator-desk';
import type { Act } from './domain/act.ts';
import { getSuspense } from './http/get-suspense.ts';
import { postBreakResolutions } from './http/post-break-resolutions.ts';
import { postDebtWriteOffs } from './http/post-debt-write-offs.ts';
import { postInstructionResolutions } from './http/post-instruction-resolutions.ts';
import { postSuspenseResolutions } from './http/post-suspense-resolutions.ts';
import type { Parts } from './parts.ts';
import { createBreakSubjects } from './store/break-subjects.ts';
import { lateRequestOf } from './store/late-found.ts';
import { createSuspenseQueries } from './store/suspense-queries.ts';

/** Why an act that two people have agreed on can turn out undoable. */
export const ACT_REFUSALS = [
  'SUSPENSE_NOT_FOUND',
  'SUSPENSE_DIFFERS',
  'SUSPENSE_OF_ANOTHER',
  'LIMIT_EXCEEDED',
  'WALLET_NOT_FOUND',
  'BREAK_NOT_FOUND',
  'BREAK_NOT_OPEN',
  'BREAK_CHANGED',
  'BREAK_LATE',
  'DEBT_LESS',
  'INSTRUCTION_NOT_FOUND',
  'INSTRUCTION_NOT_MANUAL',
  'NOT_LATE',
  'ADVANCE_OPEN',
];

export function actRoutes(
  { rows, instructions, platform: { connection } }: Parts,
  desk: Desk<Act>,
): Route[] {
  const db = connection.getClient().db(connection.name);
  const suspense = createSuspenseQueries(rows);
  return [
    getSuspense(suspense),
    postSuspenseResolutions(desk, suspense),
    postBreakResolutions(desk, createBreakSubjects(rows, db)),
    postDebtWriteOffs(desk),
    getInstructions(instructions),
    postInstructionResolutions(desk, (reference) => lateRequestOf(rows, reference)),
  ];
}
