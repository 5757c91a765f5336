import type { Transaction } from '../facts.ts';
import type { ProviderAnswer } from './provider-call.ts';

/** What KasPro says of a transfer that it has taken on and not done yet. */
export function inProcess({
  reffId,
  account,
  amount,
  serviceFee,
  ...rest
}: Transaction): ProviderAnswer {
  const { withdrawalCode, expiresAt } = rest;
  return {
    code: 1,
    message: 'In Process',
    responseId: reffId,
    data: {
      account,
      amount: String(amount),
      price: String(amount),
      serviceFee: String(serviceFee),
      reffId,
      flowType: 'Async',
      ...(withdrawalCode === null ? {} : { withdrawalCode, expiresAt }),
    },
  };
}
