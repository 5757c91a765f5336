/** A transfer at KasPro, as a decision orders it. PURE. */
import type { Rupiah } from '@angkutan/money';

/**
 * What a transfer is for: into escrow and out of it (COLLECT, DUE, RETURN, and what is tried again), a debt
 * paid off, one wallet to another (MOVE), what our fee and KasPro's differ by (FEE), what escrow lends to a
 * wallet that lacks it (ADVANCE), the company's own two accounts (SWEEP), money of
 * nobody that was found to be somebody's (ASSIGN), what a break needs before it can be set right (CORRECT).
 */
export const PURPOSES = [
  'COLLECT',
  'DUE',
  'DUE_AGAIN',
  'RETURN',
  'DEBT',
  'MOVE',
  'FEE',
  'ADVANCE',
  'SWEEP',
  'ASSIGN',
  'CORRECT',
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** A transfer to be made at KasPro: it becomes an instruction in the same transaction. */
export interface Transfer {
  readonly reference: string;
  readonly requestId: string;
  readonly purpose: Purpose;
  readonly from: string;
  readonly to: string;
  readonly amount: Rupiah;
  /** Not before this long from now: a transfer that was refused for want of cover goes again later. */
  readonly delayMs?: number;
}

/** The company's own accounts at KasPro, as parties of a transfer. */
export const ESCROW = 'escrow';
export const CORPORATE = 'corporate';
/** KasPro's own account, on which money paid to numbers of nobody lies. */
export const UNCLAIMED = 'unclaimed';
