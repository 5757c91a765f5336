/**
 * Acts of the wallet that move money and need a second person. PURE.
 * To add one: a member of `Act`, its cases in `acts.ts`, what it touches in `store/touched.ts`,
 * and why it can turn out undoable in the `refusals` of `start.ts`.
 */
import type { Rupiah } from '@angkutan/money';
import type { ResolveInstruction } from '@angkutan/approvals';
import type { ResolveLate } from './resolve-late.ts';
import type { ResolveBreak } from './resolve-break.ts';
import type { WriteOffDebt } from './write-off-debt.ts';

/** Money in suspense that was given back to its sender, at the bank or by KasPro, under that reference. */
export interface ReturnSuspense {
  readonly type: 'RETURN_SUSPENSE';
  /** KasPro's reference of the top-up. */
  readonly suspenseId: string;
  /** Whose suspense it is; absent: money of a number that is nobody's. */
  readonly holder?: string;
  readonly amount: Rupiah;
  readonly outsideReference: string;
}

/** Money in suspense belongs to this wallet. */
export interface AssignSuspense {
  readonly type: 'ASSIGN_SUSPENSE';
  readonly suspenseId: string;
  readonly holder?: string;
  readonly walletId: string;
}

export type Act =
  ReturnSuspense | AssignSuspense | ResolveBreak | WriteOffDebt | ResolveLate | ResolveInstruction;
