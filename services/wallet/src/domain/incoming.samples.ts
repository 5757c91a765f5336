/** Money that comes in, is taken back, and the people it is for: for tests. PURE. */
import { rupiah } from '@angkutan/money';
import type { Act } from './act.ts';
import type { Verdict } from './verdict.ts';
import { ESCROW, UNCLAIMED } from './transfer.ts';
import { accountOf, move } from './provider.samples.ts';
import { endAll, event, request, T0, tell, type World } from './world.samples.ts';

const id = { eventId: 'e', occurredAt: T0.getTime() };

/** A further wallet of a person, whose account at the provider it shares. */
export const openRole = (world: World, customerId: string, role: 'USER' | 'DRIVER'): Verdict =>
  tell(world, {
    type: 'customer',
    wallet: {
      walletId: `${customerId}:${role.toLowerCase()}`,
      customerId,
      role,
      kind: 'SUBSCRIBER',
      tier: 'BASIC',
      phoneHash: `hash-${customerId}`,
      sealedAccount: new Uint8Array(),
    },
  });

/** Gives a customer a tier, such as the BASIC of those who have not proved who they are. */
export const setTier = (world: World, customerId: string, tier: string): Verdict =>
  tell(world, event({ type: 'CustomerUpgraded', data: { ...id, customerId, tier } }));

/** Money comes in for a number that is nobody's. */
export function topUpOfNobody(world: World, providerReference: string, amount: number): Verdict {
  move(world, 'world', UNCLAIMED, rupiah(amount));
  const topUp = { providerReference, amount: BigInt(amount), channel: 'BCA' };
  return tell(world, { type: 'top-up', topUp });
}

export const reversal = (
  original: string,
  amount: number,
  providerReference = `RV-${original}`,
): Parameters<typeof tell>[1] => ({
  type: 'reversal',
  reversal: { providerReference, originalReference: original, amount: BigInt(amount) },
});

/**
 * The store takes a top-up back: the provider takes it from the person's account, as far as no transfer
 * is to take it, and the rest from escrow.
 */
export function takeBack(world: World, walletId: string, amount: number): void {
  const account = accountOf(walletId);
  const leaving = world.open
    .filter((transfer) => accountOf(transfer.from) === account)
    .reduce((sum, transfer) => sum + transfer.amount, 0n);
  const free = (world.provider.get(account) ?? 0n) - leaving;
  const own = free < BigInt(amount) ? free : BigInt(amount);
  move(world, account, 'world', own);
  move(world, ESCROW, 'world', BigInt(amount) - own);
}

export const suspense = (world: World, walletId: string): bigint =>
  world.states.wallets.get(walletId)?.books.suspense ?? 0n;

export const ask = (world: World, act: Act, askedBy = 'ani'): Verdict =>
  tell(world, { type: 'ask', approval: { approvalId: 'a1', act, reason: 'by letter', askedBy } });

export const approve = (world: World, by = 'budi'): Verdict =>
  tell(world, { type: 'decide', decision: { approvalId: 'a1', by, decision: 'APPROVE' } });

export const decline = (world: World, by = 'budi'): Verdict =>
  tell(world, {
    type: 'decide',
    decision: { approvalId: 'a1', by, decision: 'DECLINE', reason: 'not theirs' },
  });

let rides = 0;

/** A ride that costs this much; what the rider lacks is owed. */
export function payRide(world: World, amount: number, payerId = 'rider'): void {
  rides += 1;
  const paymentId = `ride-x${rides}.1`;
  const splits = [{ walletId: 'platform:commission', amount: rupiah(amount) }];
  request(world, { paymentId, reference: paymentId, payerId, amount, splits, capture: 'NOW' });
  endAll(world);
}

/** A cash ride whose commission is this much, from the deposit. */
export function payCommission(world: World, amount: number, payerId = 'rider'): void {
  rides += 1;
  const paymentId = `ride-x${rides}.1`;
  const splits = [{ walletId: 'platform:commission', amount: rupiah(amount) }];
  const kind = 'CASH_COMMISSION';
  request(world, {
    paymentId,
    kind,
    reference: paymentId,
    payerId,
    amount,
    splits,
    capture: 'NOW',
  });
  endAll(world);
}
