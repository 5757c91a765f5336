import { DUPLICATE_REFERENCE, MAINTENANCE, REFUSALS } from '@angkutan/kaspro';
import type { ProviderAnswer } from './provider-call.ts';

const MESSAGES: Readonly<Record<number, string>> = {
  [REFUSALS.INVALID_OTP]: 'Invalid OTP',
  [REFUSALS.OTP_EXPIRED]: 'OTP expired',
  [REFUSALS.TOO_MANY_ATTEMPTS]: 'Too many attempts',
  [REFUSALS.CUSTOMER_NOT_FOUND]: 'Customer not found',
  [REFUSALS.ALREADY_REGISTERED]: 'Already registered',
  [REFUSALS.INSUFFICIENT_BALANCE]: 'Insufficient balance',
  [REFUSALS.LIMIT_EXCEEDED]: 'Limit exceeded',
  [REFUSALS.WALLET_BLOCKED]: 'Wallet blocked',
  [DUPLICATE_REFERENCE]: 'Duplicate reference',
  [REFUSALS.BENEFICIARY_NOT_FOUND]: 'Beneficiary not found',
  [REFUSALS.BENEFICIARY_BANK_OFFLINE]: 'Beneficiary bank offline',
  [REFUSALS.EKYC_MISMATCH]: 'e-KYC mismatch',
  [REFUSALS.PHOTO_UNREADABLE]: 'Photo unreadable',
  [MAINTENANCE]: 'Maintenance',
};

/** A refusal by its code, in KasPro's words where it has any. */
export function refusal(code: number): ProviderAnswer {
  return {
    responseId: `KPR${Date.now()}`,
    code,
    message: MESSAGES[code] ?? `Refused with code ${code}`,
  };
}

/** A body that KasPro cannot read: answered with HTTP 400 and no code of the list. */
export class UnreadableCall extends Error {
  override readonly name = 'UnreadableCall';
}
