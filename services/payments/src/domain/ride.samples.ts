import { rupiah } from '@angkutan/money';
import { decideBooked, decideCancelled, decideCompleted, decideWalletAnswer } from './decide.ts';
import type { WalletAnswer } from './answer.ts';
import type { Booked, Cancelled, Completed, Decision, Knowledge } from './facts.ts';
import { evolve, newCase, type CaseEvent, type Case } from './ride.ts';

/** Synthetic facts, answers and cases for tests. */
export const NOON = new Date('2026-11-22T05:00:00Z');

const KNOWN: Knowledge = {
  rules: [],
  walletOf: (customerId, role) => `${customerId}:${role.toLowerCase()}`,
};

export const NOBODY: Knowledge = { rules: [], walletOf: () => undefined };

export const booked = (with_: Partial<Booked> = {}): Booked => ({
  rideId: 'ride-1',
  riderId: 'ani',
  service: 'CAR',
  paymentMethod: 'WALLET',
  estimatedFare: 30_000n,
  promoDiscount: 0n,
  goodsAmount: 0n,
  merchantId: null,
  occurredAt: NOON,
  ...with_,
});

export const completed = (with_: Partial<Completed> = {}): Completed => ({
  rideId: 'ride-1',
  riderId: 'ani',
  driverId: 'budi',
  service: 'CAR',
  paymentMethod: 'WALLET',
  fare: 25_000n,
  tolls: 0n,
  promoDiscount: 0n,
  goodsAmount: 0n,
  merchantId: null,
  occurredAt: NOON,
  ...with_,
});

export const cancelled = (with_: Partial<Cancelled> = {}): Cancelled => ({
  rideId: 'ride-1',
  riderId: 'ani',
  driverId: null,
  cancellationFee: 0n,
  occurredAt: NOON,
  ...with_,
});

export const fundsHeld = (requestId: string, amount = 30_000): WalletAnswer => ({
  type: 'FUNDS_HELD',
  requestId,
  holdId: `hold-of-${requestId}`,
  amount: rupiah(amount),
  partnerReferences: [`ref-${requestId}-hold`],
  occurredAt: NOON,
});

export const fundsRefused = (requestId: string, reason = 'INSUFFICIENT_FUNDS'): WalletAnswer => ({
  type: 'FUNDS_REFUSED',
  requestId,
  reason,
  occurredAt: NOON,
});

export const fundsReleased = (requestId: string, amount = 30_000): WalletAnswer => ({
  type: 'FUNDS_RELEASED',
  requestId,
  amount: rupiah(amount),
  occurredAt: NOON,
});

/** The answer to a capture that comes after its hold's end. */
export const holdEnded = (requestId: string): WalletAnswer => ({
  type: 'TRANSFER_REJECTED',
  requestId,
  reason: 'HOLD_ENDED',
  occurredAt: NOON,
});

export const transferPosted = (requestId: string, outstanding = 0): WalletAnswer => ({
  type: 'TRANSFER_POSTED',
  requestId,
  outstanding: rupiah(outstanding),
  partnerReferences: [`ref-${requestId}-due`],
  occurredAt: NOON,
});

export const debtCollected = (
  requestId: string,
  amount: number,
  remaining: number,
): WalletAnswer => ({
  type: 'DEBT_COLLECTED',
  requestId,
  amount: rupiah(amount),
  remaining: rupiah(remaining),
  occurredAt: NOON,
});

export const debtWrittenOff = (requestId: string, amount: number): WalletAnswer => ({
  type: 'DEBT_WRITTEN_OFF',
  requestId,
  amount: rupiah(amount),
  remaining: rupiah(0),
  occurredAt: NOON,
});

export type Incoming =
  | { readonly of: 'booked'; readonly fact: Booked }
  | { readonly of: 'completed'; readonly fact: Completed }
  | { readonly of: 'cancelled'; readonly fact: Cancelled }
  | { readonly of: 'answer'; readonly answer: WalletAnswer };

/** Decides one incoming message on a case. */
export function decide(
  state: Case,
  incoming: Incoming,
  knowledge: Knowledge = KNOWN,
): Decision<CaseEvent> {
  if (incoming.of === 'booked') return decideBooked(incoming.fact, state, knowledge);
  if (incoming.of === 'completed') return decideCompleted(incoming.fact, state, knowledge);
  if (incoming.of === 'cancelled') return decideCancelled(incoming.fact, state, knowledge);
  return { accepted: true, events: decideWalletAnswer(incoming.answer, state) };
}

const asIncoming = (message: Booked | Completed | Cancelled | WalletAnswer): Incoming => {
  if ('requestId' in message) return { of: 'answer', answer: message };
  if ('estimatedFare' in message) return { of: 'booked', fact: message };
  if ('fare' in message) return { of: 'completed', fact: message };
  return { of: 'cancelled', fact: message };
};

const apply = (state: Case, events: readonly CaseEvent[]): Case =>
  events.reduce((before, event) => evolve(before, event, NOON), state);

/** Given messages that have all been accepted, when one more comes, what is decided. */
export function given(...before: readonly (Booked | Completed | Cancelled | WalletAnswer)[]) {
  let state = newCase('ride-1');
  for (const message of before) {
    const decision = decide(state, asIncoming(message));
    if (!decision.accepted) throw new Error(`not accepted: ${decision.rejection.code}`);
    state = apply(state, decision.events);
  }
  return {
    state,
    when: (message: Booked | Completed | Cancelled | WalletAnswer, knowledge?: Knowledge) =>
      decide(state, asIncoming(message), knowledge),
  };
}

/** What a decision does, in short: each event's type with its payment, and what else matters to the rule. */
export const inShort = (decision: Decision<CaseEvent>): string[] => {
  if (!decision.accepted) return [decision.rejection.code];
  return decision.events.map((event) => {
    const payment = 'paymentId' in event ? ` ${event.paymentId}` : '';
    const capture = event.type === 'REQUESTED' ? ` ${event.kind} ${event.capture}` : '';
    const amount = 'amount' in event && event.amount !== undefined ? ` ${event.amount}` : '';
    const reason = 'reason' in event && event.reason ? ` ${event.reason}` : '';
    return `${event.type}${payment}${capture}${amount}${reason}`;
  });
};
