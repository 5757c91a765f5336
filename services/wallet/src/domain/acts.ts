/** What each act that two people have agreed on does, and when it cannot be done. PURE. */
import type { Act } from './act.ts';
import { assignSuspense, assignUnfit } from './assign.ts';
import { returnSuspense, returnUnfit } from './return-suspense.ts';
import type { Flow } from './working-set.ts';

/** What the act is about, for the audit. */
export function subjectOf(act: Act): string {
  switch (act.type) {
    case 'RETURN_SUSPENSE':
    case 'ASSIGN_SUSPENSE':
      return act.suspenseId;
  }
}

/** Why the act cannot be done now, if so: the code of a problem. */
export function unfit(act: Act, flow: Flow): string | undefined {
  switch (act.type) {
    case 'RETURN_SUSPENSE':
      return returnUnfit(act, flow);
    case 'ASSIGN_SUSPENSE':
      return assignUnfit(act, flow);
  }
}

export function perform(act: Act, flow: Flow, approvalId: string): void {
  switch (act.type) {
    case 'RETURN_SUSPENSE':
      return returnSuspense(act, flow, approvalId);
    case 'ASSIGN_SUSPENSE':
      return assignSuspense(act, flow, approvalId);
  }
}
