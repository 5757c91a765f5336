import { DUPLICATE_REFERENCE, REFUSALS } from '@angkutan/kaspro';
import { z } from 'zod';
import { free, type Movement } from '../book.ts';
import type { ProviderEndpoint } from './provider-call.ts';
import { amountText, readBody, reference } from './read-body.ts';
import { refusal } from './refusal.ts';

const transfer = z.object({
  sourceAccount: z.string(),
  destinationAccount: z.string(),
  amount: amountText,
  partnerReference: reference,
});

/** `POST /p2p-transaction/`: between any two known accounts, at once. */
export const p2p: ProviderEndpoint = ({ body, executesAgain }, { state }) => {
  const { sourceAccount, destinationAccount, amount, partnerReference } = readBody(transfer, body);
  if (!executesAgain && state.isKnown(partnerReference)) return refusal(DUPLICATE_REFERENCE);
  const source = state.book.account(sourceAccount);
  const destination = state.book.account(destinationAccount);
  if (!source) return refusal(REFUSALS.CUSTOMER_NOT_FOUND);
  if (!destination || destination === source) return refusal(REFUSALS.BENEFICIARY_NOT_FOUND);
  if (free(source) < amount) return refusal(REFUSALS.INSUFFICIENT_BALANCE);
  const number = state.nextNumber();
  const movements = state.record({
    fact: 'moved',
    reference: String(number),
    partnerReference,
    legs: [
      { account: sourceAccount, amount: -amount },
      { account: destinationAccount, amount },
    ],
    at: new Date().toISOString(),
    returns: false,
  });
  return {
    responseId: `KP${number}`,
    code: 0,
    message: 'Success',
    data: { pocketId: source.pocketId, walletTransactions: movements.map(asWritten) },
  };
};

const asWritten = ({
  account,
  amount,
  reference: name,
  balanceBefore,
  balanceAfter,
}: Movement) => ({
  account,
  amount: Math.abs(amount),
  reference: Number(name),
  balanceBefore,
  balanceAfter,
});
