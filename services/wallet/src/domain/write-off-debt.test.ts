import { rupiah } from '@angkutan/money';
import { describe, expect, it } from 'vitest';
import { approve, ask, payRide } from './incoming.samples.ts';
import { breaches } from './breaches.samples.ts';
import { bookOf, fund, owed } from './outgoing.samples.ts';
import { SWEEP_REQUEST, sweepOf } from './sweep.ts';
import { end, endAll, ready, tell, topUp, type World } from './world.samples.ts';
import type { WriteOffDebt } from './act.ts';

const giveUp = (amount: number): WriteOffDebt => ({
  type: 'WRITE_OFF_DEBT',
  walletId: 'rider:user',
  amount: rupiah(amount),
});

/** A rider who owes 30,000 for one ride and 10,000 for the next. */
function inDebt(): World {
  const world = ready(0);
  fund(world, 'float', 500_000);
  fund(world, 'corporate', 500_000);
  payRide(world, 30_000);
  payRide(world, 10_000);
  world.published.length = 0;
  return world;
}

describe('a debt that is written off', () => {
  it('is owed no longer, oldest first, and each is told with what remains of it', () => {
    const world = inDebt();
    ask(world, giveUp(35_000));
    expect(owed(world, 'rider:user')).toBe(40_000n);
    approve(world);
    approve(world);
    expect(owed(world, 'rider:user')).toBe(5_000n);
    expect(world.published).toMatchObject([
      { type: 'DebtWrittenOff', data: { customerId: 'rider', amount: 30_000n, remaining: 0n } },
      { type: 'DebtWrittenOff', data: { amount: 5_000n, remaining: 5_000n } },
    ]);
    expect(breaches(world)).toEqual([]);
  });

  it('is the company’s loss, which a sweep has corporate pay into escrow', () => {
    const world = inDebt();
    ask(world, giveUp(40_000));
    approve(world);
    expect(bookOf(world, 'losses')).toBe(-40_000n);
    const own = {
      commission: rupiah(bookOf(world, 'commission')),
      promotion: rupiah(0),
      losses: rupiah(bookOf(world, 'losses')),
      debt: rupiah(0),
      float: rupiah(bookOf(world, 'float')),
    };
    const amounts = sweepOf(own, { threshold: rupiah(1), coverMin: rupiah(500_000) });
    if (!amounts) throw new Error('nothing to sweep');
    // What the rides earned and what was lost of it cancel out: only the books move.
    expect(amounts).toMatchObject({ commission: -40_000n, losses: 40_000n });
    tell(world, {
      type: 'sweep',
      sweep: { amounts: { ...amounts, commission: rupiah(0) }, after: 0 },
    });
    expect(world.open).toMatchObject([{ from: 'corporate', to: 'escrow', amount: 40_000n }]);
    end(world);
    expect(bookOf(world, 'losses')).toBe(0n);
    expect(bookOf(world, 'corporate')).toBe(460_000n);
    expect(world.states.requests.get(SWEEP_REQUEST)?.status).toBe('CLOSED');
    expect(breaches(world)).toEqual([]);
  });

  it('of more than is owed, or is on its way already, is refused, and of nobody', () => {
    const world = inDebt();
    expect(ask(world, giveUp(40_001))).toMatchObject({ code: 'DEBT_LESS' });
    topUp(world, 'rider:user', 25_000);
    expect(ask(world, giveUp(15_001))).toMatchObject({ code: 'DEBT_LESS' });
    expect(ask(world, { ...giveUp(1), walletId: 'nobody:user' })).toMatchObject({
      code: 'WALLET_NOT_FOUND',
    });
    ask(world, giveUp(15_000));
    approve(world);
    endAll(world);
    expect(owed(world, 'rider:user')).toBe(0n);
    expect(breaches(world)).toEqual([]);
  });

  it('that was collected meanwhile is refused when it is approved', () => {
    const world = inDebt();
    ask(world, giveUp(40_000));
    topUp(world, 'rider:user', 40_000);
    approve(world);
    expect(world.states.approvals.get('a1')).toMatchObject({
      status: 'REFUSED',
      refusal: 'DEBT_LESS',
    });
    expect(bookOf(world, 'losses')).toBe(0n);
  });
});
