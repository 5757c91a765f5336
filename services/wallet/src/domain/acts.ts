/** What each act that two people have agreed on does, and when it cannot be done. PURE. */
import { resolutionUnfit } from '@angkutan/approvals';
import type { Act } from './act.ts';
import { assignSuspense, assignUnfit } from './assign.ts';
import { adoptBreak, resolveBreak, resolveUnfit } from './resolve-break.ts';
import { lateUnfit, resolveLate } from './resolve-late.ts';
import { returnSuspense, returnUnfit } from './return-suspense.ts';
import { giveUpDebt, writeOffUnfit } from './write-off-debt.ts';
import type { Flow } from './working-set.ts';

/** What the act is about, for the audit. */
export function subjectOf(act: Act): string {
  switch (act.type) {
    case 'RETURN_SUSPENSE':
    case 'ASSIGN_SUSPENSE':
      return act.suspenseId;
    case 'RESOLVE_BREAK':
      return act.breakId;
    case 'WRITE_OFF_DEBT':
      return act.walletId;
    case 'RESOLVE_LATE':
      return act.requestId;
    case 'RESOLVE_INSTRUCTION':
      return act.reference;
  }
}

/** Why the act cannot be done now, if so: the code of a problem. */
export function unfit(act: Act, flow: Flow): string | undefined {
  switch (act.type) {
    case 'RETURN_SUSPENSE':
      return returnUnfit(act, flow);
    case 'ASSIGN_SUSPENSE':
      return assignUnfit(act, flow);
    case 'RESOLVE_BREAK':
      return resolveUnfit(act, flow);
    case 'WRITE_OFF_DEBT':
      return writeOffUnfit(act, flow);
    case 'RESOLVE_LATE':
      return lateUnfit(act, flow);
    case 'RESOLVE_INSTRUCTION':
      return resolutionUnfit(flow.instruction(act.reference));
  }
}

export function perform(act: Act, flow: Flow, approvalId: string): void {
  switch (act.type) {
    case 'RETURN_SUSPENSE':
      return returnSuspense(act, flow, approvalId);
    case 'ASSIGN_SUSPENSE':
      return assignSuspense(act, flow, approvalId);
    case 'RESOLVE_BREAK':
      return resolveBreak(act, flow, approvalId);
    case 'WRITE_OFF_DEBT':
      return giveUpDebt(act, flow, approvalId);
    case 'RESOLVE_LATE':
      return resolveLate(act, flow);
    case 'RESOLVE_INSTRUCTION':
      // Its own rules speak first: `wallet-work.ts` lets it in as KasPro's word.
      return undefined;
  }
}

/** What the asking itself changes, before anybody has approved. */
export function asked(act: Act, flow: Flow, by: string): void {
  if (act.type === 'RESOLVE_BREAK') adoptBreak(act, flow, by);
}
