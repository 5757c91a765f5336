import { REFUSALS } from '@angkutan/kaspro';

/** KasPro's refusals that a payer can do something about; every other one is PROVIDER_REFUSED. */
const REASONS: ReadonlyMap<number, string> = new Map([
  [REFUSALS.BENEFICIARY_NOT_FOUND, 'MERCHANT_NOT_FOUND'],
  [REFUSALS.BENEFICIARY_BANK_OFFLINE, 'MERCHANT_BANK_OFFLINE'],
  [REFUSALS.INSUFFICIENT_BALANCE, 'INSUFFICIENT_FUNDS'],
  [REFUSALS.LIMIT_EXCEEDED, 'LIMIT_EXCEEDED'],
  [REFUSALS.WALLET_BLOCKED, 'WALLET_BLOCKED'],
]);

/** Why a payment was refused, by our name for it, and KasPro's own words for operators. */
export const reasonOf = ({
  code,
  message,
}: {
  readonly code: number;
  readonly message: string;
}): { reason: string; detail: string } => ({
  reason: REASONS.get(code) ?? 'PROVIDER_REFUSED',
  detail: `KasPro ${code}: ${message}`,
});
