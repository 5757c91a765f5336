import { describe, expect, it } from 'vitest';
import { agree, askToResolve, breakOf, differ, found, resolve, RIDERS } from './break.samples.ts';
import { breaches } from './breaches.samples.ts';
import { openRole, reversal, setTier, suspense } from './incoming.samples.ts';
import {
  cashOut,
  cashOutFailed,
  fund,
  lateSuccess,
  owed,
  readyPremium,
} from './outgoing.samples.ts';
import { ESCROW } from './transfer.ts';
import {
  available,
  end,
  endAll,
  last,
  ready,
  tell,
  topUp,
  types,
  type World,
} from './world.samples.ts';

const refusal = (world: World, breakId: string): string | undefined =>
  world.states.approvals.get(`of-${breakId}`)?.refusal;

describe('a break whose resolution is asked for', () => {
  it('has the operator who asked as owner, and nothing moves before another agrees', () => {
    const world = ready();
    const one = differ(world, RIDERS, 'p/x.t1', -20_000);
    expect(askToResolve(world, one, 'ACCEPT_THEIRS')).toMatchObject({ status: 'done' });
    expect(breakOf(world, one)).toMatchObject({ owner: 'ani', status: 'OPEN' });
    expect(available(world, 'rider:user')).toBe(100_000n);
  });

  it('is refused by name when it is not there, is nobody’s, has ended or is another by now', () => {
    const world = ready();
    const one = differ(world, RIDERS, 'p/x.t1', -20_000);
    expect(askToResolve(world, { ...one, breakId: 'none' }, 'EXPLAINED')).toMatchObject({
      code: 'BREAK_NOT_FOUND',
    });
    expect(askToResolve(world, { ...one, theirs: -1n }, 'ACCEPT_THEIRS')).toMatchObject({
      code: 'BREAK_CHANGED',
    });
    const foreign = found(world, { account: 'customer/nobody/SUBSCRIBER', theirs: 5n });
    expect(askToResolve(world, foreign, 'ACCEPT_THEIRS')).toMatchObject({
      code: 'WALLET_NOT_FOUND',
    });
    const closed = found(world, { status: 'CLOSED' });
    expect(askToResolve(world, closed, 'ACCEPT_THEIRS')).toMatchObject({ code: 'BREAK_NOT_OPEN' });
  });

  it('is refused when the journal has moved since the run that found it', () => {
    const world = ready();
    const one = differ(world, RIDERS, 'p/x.t1', -20_000);
    askToResolve(world, one, 'ACCEPT_THEIRS');
    world.states.booked.set(one.breakId, -20_000n);
    agree(world, one);
    expect(refusal(world, one.breakId)).toBe('BREAK_CHANGED');
    expect(available(world, 'rider:user')).toBe(100_000n);
  });

  it('that is a late success is left to that decision', () => {
    const world = readyPremium();
    cashOut(world);
    cashOutFailed(world);
    lateSuccess(world, 'c1', 52_000);
    const one = found(world, { key: 'p/c1~2', theirs: -52_000n });
    expect(askToResolve(world, one, 'ACCEPT_THEIRS')).toMatchObject({ code: 'BREAK_LATE' });
    expect(askToResolve(world, one, 'EXPLAINED')).toMatchObject({ status: 'done' });
  });
});

describe('ACCEPT_THEIRS on a customer’s account', () => {
  it('takes what KasPro has taken from the wallet, once, and tells', () => {
    const world = ready();
    const one = differ(world, RIDERS, 'p/x.t1', -20_000);
    resolve(world, one, 'ACCEPT_THEIRS');
    agree(world, one);
    expect(available(world, 'rider:user')).toBe(80_000n);
    expect(breakOf(world, one)).toMatchObject({
      status: 'RESOLVED',
      resolution: 'ACCEPT_THEIRS',
      note: 'KasPro’s letter of Monday',
      ours: -20_000n,
      corrections: 1,
    });
    expect(world.published).toMatchObject([
      { type: 'WalletCorrected', data: { amount: -20_000n, debt: 0n, walletId: 'rider:user' } },
    ]);
    expect(world.states.postings.at(-1)).toMatchObject({
      reference: 'CORRECTION/b1/1',
      requestId: 'b1',
    });
    expect(breaches(world)).toEqual([]);
  });

  it('resolved once is not resolved again under another approval', () => {
    const world = ready();
    const one = differ(world, RIDERS, 'p/x.t1', -20_000);
    resolve(world, one, 'ACCEPT_THEIRS');
    const act = {
      type: 'RESOLVE_BREAK',
      resolution: 'ACCEPT_THEIRS',
      walletId: 'rider:user',
    } as const;
    const approval = { approvalId: 'again', reason: 'r', askedBy: 'ani' };
    expect(
      tell(world, { type: 'ask', approval: { ...approval, act: { ...act, ...one } } }),
    ).toMatchObject({
      code: 'BREAK_NOT_OPEN',
    });
    expect(available(world, 'rider:user')).toBe(80_000n);
  });

  it('takes suspense first, then the person’s other wallet', () => {
    const world = ready(0);
    openRole(world, 'rider', 'DRIVER');
    topUp(world, 'rider:user', 1_000);
    topUp(world, 'rider:driver', 2_000_000);
    expect(suspense(world, 'rider:driver')).toBe(1_000n);
    resolve(world, differ(world, RIDERS, 'p/x.t1', -5_000), 'ACCEPT_THEIRS');
    expect(suspense(world, 'rider:driver')).toBe(0n);
    expect(available(world, 'rider:user')).toBe(0n);
    expect(available(world, 'rider:driver')).toBe(1_996_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('never takes a wallet below zero: escrow lends what is lacking, and it is owed', () => {
    const world = readyPremium();
    fund(world, 'float', 500_000);
    cashOut(world);
    const one = differ(world, RIDERS, 'p/x.t1', -60_000);
    resolve(world, one, 'ACCEPT_THEIRS');
    expect(available(world, 'rider:user')).toBe(0n);
    expect(owed(world, 'rider:user')).toBe(12_500n);
    expect(breakOf(world, one)).toMatchObject({ status: 'RESOLVING', ours: -47_500n });
    expect(last(world)).toMatchObject({ data: { amount: -60_000n, debt: 12_500n } });
    end(world, 120_001);
    expect(world.open).toMatchObject([{ purpose: 'CORRECT', from: ESCROW, delayMs: 300_000 }]);
    end(world);
    expect(breakOf(world, one)).toMatchObject({
      status: 'RESOLVED',
      ours: -60_000n,
      corrections: 2,
    });
    expect(breaches(world)).toEqual([]);
    topUp(world, 'rider:user', 20_000);
    endAll(world);
    expect(owed(world, 'rider:user')).toBe(0n);
    expect(breaches(world)).toEqual([]);
  });

  it('credits a top-up that we never heard of as one that we heard of, within the limits', () => {
    const world = ready(1_999_000);
    const one = differ(world, RIDERS, 'r/TU9', 3_000);
    resolve(world, one, 'ACCEPT_THEIRS');
    expect(available(world, 'rider:user')).toBe(2_000_000n);
    expect(suspense(world, 'rider:user')).toBe(2_000n);
    expect(world.published).toMatchObject([
      {
        type: 'TopUpReceived',
        data: { amount: 3_000n, providerReference: 'TU9', channel: 'STATEMENT' },
      },
      { type: 'FundsSuspended' },
    ]);
    tell(world, {
      type: 'top-up',
      topUp: { providerReference: 'TU9', walletId: 'rider:user', amount: 3_000n, channel: 'BCA' },
    });
    expect(available(world, 'rider:user')).toBe(2_000_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('nets a top-up that we never heard of with the reversal that we did', () => {
    const world = ready(0);
    tell(world, reversal('TU9', 3_000));
    const one = differ(world, RIDERS, 'r/TU9', 3_000);
    world.provider.set('rider', 0n);
    world.provider.set('world', 0n);
    resolve(world, one, 'ACCEPT_THEIRS');
    expect(available(world, 'rider:user')).toBe(0n);
    expect(types(world)).toEqual(['TopUpReceived', 'TopUpReversed']);
    expect(breaches(world)).toEqual([]);
  });

  it('credits what KasPro gave otherwise within the limits, and pays debts from it first', () => {
    const world = ready(1_990_000);
    resolve(world, differ(world, RIDERS, 'p/x.t1', 50_000), 'ACCEPT_THEIRS');
    expect(available(world, 'rider:user')).toBe(2_000_000n);
    expect(suspense(world, 'rider:user')).toBe(40_000n);
    expect(types(world)).toEqual(['FundsSuspended', 'WalletCorrected']);
    expect(breaches(world)).toEqual([]);
    setTier(world, 'rider', 'PREMIUM');
    expect(available(world, 'rider:user')).toBe(2_040_000n);
    expect(breaches(world)).toEqual([]);
  });
});
