import { DUPLICATE_REFERENCE, REFUSALS } from '@angkutan/kaspro';
import { z } from 'zod';
import { type Account, free, type Movement } from '../book.ts';
import type { Transaction } from '../facts.ts';
import type { Simulation } from '../simulation.ts';
import { inProcess } from './in-process.ts';
import type { ProviderAnswer, ProviderCall, ProviderEndpoint } from './provider-call.ts';
import { amountText, readBody, reference } from './read-body.ts';
import { refusal } from './refusal.ts';

const transfer = z.object({
  sourceAccount: z.string(),
  destinationAccount: z.string(),
  amount: amountText,
  partnerReference: reference,
});

interface Agreed {
  readonly wanted: z.output<typeof transfer>;
  readonly source: Account;
}

function agreedOn(
  { body, executesAgain }: ProviderCall,
  { state }: Simulation,
): Agreed | ProviderAnswer {
  const wanted = readBody(transfer, body);
  if (!executesAgain && state.isKnown(wanted.partnerReference)) return refusal(DUPLICATE_REFERENCE);
  const source = state.book.account(wanted.sourceAccount);
  const destination = state.book.account(wanted.destinationAccount);
  if (!source) return refusal(REFUSALS.CUSTOMER_NOT_FOUND);
  if (!destination || destination === source) return refusal(REFUSALS.BENEFICIARY_NOT_FOUND);
  if (free(source) < wanted.amount) return refusal(REFUSALS.INSUFFICIENT_BALANCE);
  return { wanted, source };
}

/** `POST /p2p-transaction/`: between any two known accounts, at once. */
export const p2p: ProviderEndpoint = (call, simulation) => {
  const agreed = agreedOn(call, simulation);
  if ('code' in agreed) return agreed;
  const { wanted, source } = agreed;
  const { sourceAccount, destinationAccount, amount, partnerReference } = wanted;
  const number = simulation.state.nextNumber();
  const movements = simulation.state.record({
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

/** The same call, taken on instead of done at once: it ends like a payout, and only an enquiry tells how. */
export const p2pTakenOn: ProviderEndpoint = (call, simulation) => {
  const agreed = agreedOn(call, simulation);
  if ('code' in agreed) return agreed;
  const { sourceAccount, destinationAccount, amount, partnerReference } = agreed.wanted;
  const transaction: Transaction = {
    reffId: String(simulation.state.nextNumber()),
    type: 'P2P',
    partnerReference,
    originalReffId: null,
    status: 'IN_PROCESS',
    account: sourceAccount,
    destination: destinationAccount,
    amount,
    serviceFee: 0,
    channel: 'P2P',
    virtualAccount: null,
    withdrawalCode: null,
    expiresAt: null,
    code: 1,
    message: 'In Process',
    occurredAt: new Date().toISOString(),
  };
  simulation.state.record({ fact: 'transaction', transaction });
  simulation.settlement.schedule(transaction);
  return inProcess(transaction);
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
