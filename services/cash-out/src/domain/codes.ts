/** Why a cash-out is refused before anything is held. The order of the guards decides which is named first. */
export const REFUSAL_CODES = [
  'IDEMPOTENCY_KEY_REUSED',
  'WALLET_NOT_FOUND',
  'BANK_UNKNOWN',
  'OUTLET_UNKNOWN',
  'AMOUNT_BELOW_MINIMUM',
  'AMOUNT_ABOVE_MAXIMUM',
  'AMOUNT_NOT_A_MULTIPLE',
  'TIER_TOO_LOW',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface Rejection {
  readonly code: RefusalCode;
  readonly detail: string;
}
export interface Refused {
  readonly accepted: false;
  readonly rejection: Rejection;
}
export type Decision<E> = { readonly accepted: true; readonly events: readonly E[] } | Refused;

export const accepted = <E>(events: readonly E[]): Decision<E> => ({ accepted: true, events });
export const rejected = (code: RefusalCode, detail: string): Refused => ({
  accepted: false,
  rejection: { code, detail },
});

/** What an operator must look at although the service goes on: logged, counted, and kept in the timeline. */
export type AlertCode =
  'AKT_HOLD_TOO_SMALL' | 'AKT_HOLD_LOST' | 'AKT_OUTCOME_CONFLICT' | 'AKT_OUTCOME_OVERDUE';

/** A state that no correct program reaches. It extends Error, because built-in kinds end the Kafka client for good. */
export class ImpossibleState extends Error {
  override readonly name = 'ImpossibleState';
  readonly code = 'AKT_CASH_OUT_EDGE';

  constructor(detail: string) {
    super(`AKT_CASH_OUT_EDGE: ${detail}`);
  }
}
