/** What an operator may ask of payments that moves money; done once a second one has approved. PURE. */
import type { ResolveInstruction } from '@angkutan/approvals';
import type { Refund } from './commands.ts';

export type Act = Refund | ResolveInstruction;

/** What the act is about, for the audit. */
export const subjectOf = (act: Act): string =>
  act.type === 'REFUND' ? act.originalId : act.reference;
