/** What operators ask, see and decide in every service. */
import type { Act } from '@angkutan/approvals';
import type { Route } from '@angkutan/http';
import type { Desk } from './desk.ts';
import { getApproval, getApprovals } from './get-approvals.ts';
import { postApprovals } from './post-approvals.ts';

export { getInstructions } from './get-instructions.ts';
export { postInstructionResolutions } from './post-instruction-resolutions.ts';
export { createDesk, type Desk, newApprovalId } from './desk.ts';
export { DESK_PROBLEMS } from './problems.ts';
export * from './rows.ts';

/** Where acts wait, are looked at and decided. `refusals`: why the service's acts can turn out undoable. */
export const approvalRoutes = <A extends Act>(
  desk: Desk<A>,
  { refusals }: { readonly refusals: readonly string[] },
): Route[] => [getApprovals(desk), getApproval(desk), postApprovals(desk, refusals)];
