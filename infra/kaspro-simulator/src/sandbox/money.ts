import { accountOf, SUSPENSE_ACCOUNT, type TopUpTarget } from '@angkutan/kaspro';
import { z } from 'zod';
import { free, WORLD } from '../book.ts';
import type { Moved, Transaction } from '../facts.ts';
import type { Simulation } from '../simulation.ts';
import { bodyOf, SandboxRefusal, type Answering } from './sandbox-call.ts';

const topUpBody = z.strictObject({
  number: z.string().min(1).max(50),
  amount: z.int().positive(),
  channel: z.string().max(50).optional(),
});

/** A person pays into a virtual account or a store code. A number that is nobody's pays into KasPro's suspense account. */
export const topUp =
  ({ state, topUpNumbers, callbacks }: Simulation): Answering =>
  async (request) => {
    const { number, amount, channel } = await bodyOf(request, topUpBody);
    const target = topUpNumbers.parse(number);
    const owner = target && ownAccount(target);
    const account = owner && state.book.account(owner) ? owner : SUSPENSE_ACCOUNT;
    const transaction: Transaction = {
      ...ENDED,
      reffId: `TU${state.nextNumber()}`,
      type: 'TOP_UP',
      account,
      amount,
      channel: channel ?? target?.channel ?? 'VIRTUAL_ACCOUNT',
      virtualAccount: number,
      occurredAt: new Date().toISOString(),
    };
    const legs = [
      { account: WORLD, amount: -amount },
      { account, amount },
    ];
    state.record({ fact: 'transaction', transaction }, moved(transaction, legs));
    callbacks.report(transaction);
    return { providerReference: transaction.reffId };
  };

const ownAccount = ({ mobileNumber }: TopUpTarget): string => accountOf('SUBSCRIBER', mobileNumber);

const reversalBody = z.strictObject({ providerReference: z.string() });

/**
 * The store takes a top-up back, also one that was never reported. What the person has spent meanwhile
 * is taken from the partner's escrow account: a person's account is never below zero.
 */
export const reversal =
  ({ state, callbacks, escrowAccount }: Simulation): Answering =>
  async (request) => {
    const { providerReference } = await bodyOf(request, reversalBody);
    const original = state.transactions.of(providerReference);
    if (original?.type !== 'TOP_UP') throw new SandboxRefusal(404, 'no such top-up');
    const reffId = `RV-${providerReference}`;
    if (state.transactions.of(reffId)) throw new SandboxRefusal(409, 'taken back already');
    const { account, amount } = original;
    const owner = state.book.account(account);
    const own = Math.min(owner ? Math.max(free(owner), 0) : 0, amount);
    const transaction: Transaction = {
      ...original,
      reffId,
      type: 'TOP_UP_REVERSAL',
      originalReffId: providerReference,
      message: 'Top-up reversed',
      occurredAt: new Date().toISOString(),
    };
    const legs = [
      { account, amount: -own },
      { account: escrowAccount, amount: own - amount },
      { account: WORLD, amount },
    ].filter((leg) => leg.amount !== 0);
    state.record({ fact: 'transaction', transaction }, moved(transaction, legs));
    callbacks.report(transaction);
    return { providerReference: reffId };
  };

/** Cash is taken at the store. */
export const withdrawal =
  ({ state, settlement }: Simulation): Answering =>
  (request) => {
    const wanted = request.params['withdrawalCode'];
    const found = [...state.transactions.all()].find(
      ({ withdrawalCode }) => withdrawalCode === wanted,
    );
    if (!found) throw new SandboxRefusal(404, 'no such withdrawal code');
    if (found.status !== 'IN_PROCESS') throw new SandboxRefusal(409, `it is ${found.status}`);
    const ended = settlement.decide(found, { outcome: 'SUCCESS' });
    return { providerReference: ended.reffId, status: ended.status };
  };

const outcomeBody = z.strictObject({
  partnerReference: z.string(),
  outcome: z.enum(['SUCCESS', 'FAILED']),
  code: z.int().positive().optional(),
  message: z.string().max(200).optional(),
});

/** Decides a transfer in process, or contradicts how one ended: FAILED may still become SUCCESS, and back. */
export const outcome =
  ({ state, settlement }: Simulation): Answering =>
  async (request) => {
    const { partnerReference, ...ending } = await bodyOf(request, outcomeBody);
    const transaction = state.transactions.ofPartner(partnerReference);
    if (!transaction) throw new SandboxRefusal(404, 'no such transfer');
    const source = state.book.account(transaction.account);
    const isLate =
      ending.outcome === 'SUCCESS' && !['IN_PROCESS', 'SUCCESS'].includes(transaction.status);
    if (isLate && source && free(source) < transaction.amount + transaction.serviceFee) {
      throw new SandboxRefusal(409, 'the account no longer has the money');
    }
    const { status, reffId } = settlement.decide(transaction, ending);
    return { partnerReference, providerReference: reffId, status };
  };

const ENDED = {
  partnerReference: null,
  originalReffId: null,
  status: 'SUCCESS',
  serviceFee: 0,
  withdrawalCode: null,
  expiresAt: null,
  code: 0,
  message: 'Success',
} as const;

function moved({ reffId, occurredAt }: Transaction, legs: Moved['legs']): Moved {
  return {
    fact: 'moved',
    reference: reffId,
    partnerReference: null,
    legs,
    at: occurredAt,
    returns: false,
  };
}
