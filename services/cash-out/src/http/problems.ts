import { type Problem, problem, problemTable } from '@angkutan/http';
import { OUTLETS } from '../domain/banks.ts';
import type { RefusalCode, Rejection } from '../domain/codes.ts';
import { texts } from '../texts.ts';

/** What each refusal of cash-out answers. */
export const PROBLEMS = problemTable(texts, {
  CUSTOMER_REQUIRED: 422,
  WALLET_NOT_FOUND: 404,
  CASH_OUT_NOT_FOUND: 404,
  BANK_UNKNOWN: 422,
  OUTLET_UNKNOWN: 422,
  AMOUNT_BELOW_MINIMUM: 422,
  AMOUNT_ABOVE_MAXIMUM: 422,
  AMOUNT_NOT_A_MULTIPLE: 422,
  TIER_TOO_LOW: 422,
});

/** Codes whose detail is a limit in whole rupiah. */
export const AMOUNT_REFUSALS: readonly RefusalCode[] = [
  'AMOUNT_BELOW_MINIMUM',
  'AMOUNT_ABOVE_MAXIMUM',
  'AMOUNT_NOT_A_MULTIPLE',
];

export function problemOf({ code, detail }: Rejection): Problem {
  if (AMOUNT_REFUSALS.includes(code)) return problem(code, { limit: BigInt(detail) });
  return problem(code, code === 'OUTLET_UNKNOWN' ? { outlets: OUTLETS.join(', ') } : {});
}
