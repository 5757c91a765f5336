/** Money that leaves a wallet otherwise than for a ride, in a world in memory: for tests. PURE. */
import type { EventData } from '@angkutan/events';
import { rupiah } from '@angkutan/money';
import { move } from './provider.samples.ts';
import type { LateDecision } from './act.ts';
import type { Verdict } from './verdict.ts';
import { event, ready, T0, tell, type World } from './world.samples.ts';

const stamp = { eventId: 'e', occurredAt: T0.getTime() };

/** Raises customers' tier. */
export function upgrade(world: World, ...customerIds: string[]): void {
  for (const customerId of customerIds) {
    const data = { ...stamp, customerId, tier: 'PREMIUM' };
    tell(world, event({ type: 'CustomerUpgraded', data }));
  }
}

/** A rider, a driver and a shop, all PREMIUM, with this much in the rider's wallet. */
export function readyPremium(balance = 100_000): World {
  const world = ready(balance);
  upgrade(world, 'rider', 'driver', 'shop');
  world.published.length = 0;
  return world;
}

export const payment = (
  world: World,
  fields: {
    kind: string;
    amount: number;
    capture?: 'NOW' | 'LATER';
    payerId?: string;
    paymentId?: string;
  },
  splits: readonly (readonly [walletId: string, amount: number])[] = [],
): Verdict =>
  tell(
    world,
    event({
      type: 'PaymentRequested',
      data: {
        ...stamp,
        paymentId: fields.paymentId ?? 'p1',
        kind: fields.kind,
        reference: 'p1',
        payerId: fields.payerId ?? 'rider',
        amount: BigInt(fields.amount),
        capture: fields.capture ?? 'NOW',
        splits: splits.map(([walletId, amount]) => ({
          walletId,
          amount: BigInt(amount),
          purpose: 'SHARE',
        })),
      },
    }),
  );

export const cashOut = (
  world: World,
  fields: Partial<EventData['CashOutRequested']> = {},
): Verdict =>
  tell(
    world,
    event({
      type: 'CashOutRequested',
      data: {
        ...stamp,
        cashOutId: 'c1',
        customerId: 'rider',
        channel: 'BANK',
        amount: 50_000n,
        fee: 2_500n,
        role: 'USER',
        ...fields,
      },
    }),
  );

/** KasPro has paid out: the money has left at the provider too. */
export function cashOutSettled(world: World, serviceFee: number): Verdict {
  const amount = 50_000n;
  leave(world, 'rider:user', amount + BigInt(serviceFee));
  return tell(
    world,
    event({
      type: 'CashOutSettled',
      data: {
        ...stamp,
        cashOutId: 'c1',
        customerId: 'rider',
        amount,
        fee: 2_500n,
        providerReference: 'K-out',
        serviceFee: BigInt(serviceFee),
      },
    }),
  );
}

export const cashOutFailed = (world: World): Verdict =>
  tell(
    world,
    event({
      type: 'CashOutFailed',
      data: {
        ...stamp,
        cashOutId: 'c1',
        customerId: 'rider',
        amount: 50_000n,
        reason: 'BENEFICIARY_BANK_OFFLINE',
        detail: '',
      },
    }),
  );

export function lateSuccess(world: World, requestId: string, amount: number): Verdict {
  return tell(
    world,
    event({ type: 'LateSuccessReported', data: { ...stamp, requestId, amount: BigInt(amount) } }),
  );
}

/** Money goes from a wallet's account to the outside, at the provider alone. */
export function leave(world: World, walletId: string, amount: bigint): void {
  move(world, walletId, 'world', amount);
}

export const fund = (world: World, book: 'float' | 'corporate', amount: number): void => {
  const party = book === 'float' ? 'escrow' : 'corporate';
  world.provider.set(party, (world.provider.get(party) ?? 0n) + BigInt(amount));
  tell(world, { type: 'opening', opening: { reference: book, book, amount: rupiah(amount) } });
};

export const owed = (world: World, walletId: string): bigint =>
  world.states.wallets.get(walletId)?.debts.reduce((sum, debt) => sum + debt.owed, 0n) ?? 0n;

export const bookOf = (world: World, book: string): bigint =>
  [...world.states.platform]
    .filter(([id]) => id.startsWith(`${book}/`))
    .reduce((sum, [, amount]) => sum + amount, 0n);

export const statusOf = (world: World, requestId: string): string | undefined =>
  world.states.requests.get(requestId)?.status;

/** Two operators decide about a late success, as one is asked and another agrees. */
export function decideLate(world: World, decision: LateDecision, requestId = 'c1'): Verdict {
  const act = { type: 'RESOLVE_LATE', requestId, decision } as const;
  const approvalId = `late-${requestId}-${world.states.audit.length}`;
  const asked = { approvalId, act, reason: 'statement', askedBy: 'ani' };
  const verdict = tell(world, { type: 'ask', approval: asked });
  if (verdict.status !== 'done') return verdict;
  return tell(world, { type: 'decide', decision: { approvalId, by: 'budi', decision: 'APPROVE' } });
}
