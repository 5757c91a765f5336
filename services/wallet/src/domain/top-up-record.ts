/**
 * What is known of a top-up. PURE.
 *
 *   (reversal first) AWAITED ──report──▶ CREDITED ──reversal──▶ REVERSED
 *   report, number known ───────────────────▲ └──returned by an operator──▶ RETURNED
 *   report, number of nobody ──▶ UNCLAIMED ──assigned──▶ ASSIGNING ──confirmed──▶ CREDITED
 *                                    └──reversal──▶ REVERSED, returned──▶ RETURNED
 */
import type { Rupiah } from '@angkutan/money';

export interface Reversal {
  /** KasPro's reference of the reversal, and of the top-up that it takes back. */
  readonly providerReference: string;
  readonly originalReference: string;
  readonly amount: bigint;
}

export interface KnownTopUp {
  /** KasPro's reference of the top-up. */
  readonly providerReference: string;
  readonly amount: Rupiah;
  readonly channel: string;
}

/** What is known of a top-up. */
export type TopUpRecord =
  | { readonly status: 'AWAITED'; readonly providerReference: string; readonly reversal: Reversal }
  | (KnownTopUp & { readonly status: 'UNCLAIMED'; readonly assignments: number })
  | (KnownTopUp & {
      readonly status: 'ASSIGNING';
      readonly assignments: number;
      readonly walletId: string;
    })
  | (KnownTopUp & {
      readonly status: 'CREDITED';
      readonly walletId: string;
      readonly month: string;
      /** The version of the rules by whose limits it was credited, or waits. */
      readonly rulesVersion?: string;
    })
  | (KnownTopUp & { readonly status: 'REVERSED'; readonly reversal: Reversal })
  | (KnownTopUp & { readonly status: 'RETURNED' });
