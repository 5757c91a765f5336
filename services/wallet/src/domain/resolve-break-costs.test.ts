import { describe, expect, it } from 'vitest';
import { breakOf, differ, resolve, RIDERS } from './break.samples.ts';
import { breaches } from './breaches.samples.ts';
import { bookOf, fund } from './outgoing.samples.ts';
import { available, end, ready, tell, types } from './world.samples.ts';

describe('ACCEPT_THEIRS on the company’s accounts', () => {
  it('moves escrow’s float, corporate, and what is nobody’s', () => {
    const world = ready(0);
    fund(world, 'float', 500_000);
    fund(world, 'corporate', 500_000);
    for (const [account, amount] of [
      ['escrow', -30_000],
      ['corporate', 7_000],
      ['unclaimed', 4_000],
    ] as const) {
      resolve(world, differ(world, account, 'p/x.t1', amount), 'ACCEPT_THEIRS');
    }
    expect(bookOf(world, 'float')).toBe(470_000n);
    expect(bookOf(world, 'corporate')).toBe(507_000n);
    expect(bookOf(world, 'unclaimed')).toBe(4_000n);
    expect(types(world)).toEqual([]);
    expect(breaches(world)).toEqual([]);
  });

  it('keeps a top-up of nobody’s number for an operator to assign', () => {
    const world = ready(0);
    resolve(world, differ(world, 'unclaimed', 'r/TU9', 9_000), 'ACCEPT_THEIRS');
    expect(world.states.topUps.get('TU9')).toMatchObject({ status: 'UNCLAIMED', amount: 9_000n });
    expect(breaches(world)).toEqual([]);
  });

  it('books a deposit of the company’s own as its own, not as a top-up', () => {
    const world = ready(0);
    resolve(world, differ(world, 'corporate', 'r/DEP1', 9_000), 'ACCEPT_THEIRS');
    expect(bookOf(world, 'corporate')).toBe(9_000n);
    expect(world.states.topUps.size).toBe(0);
  });
});

describe('WRITE_OFF', () => {
  it('has corporate give the customer what KasPro took: the wallet never feels it', () => {
    const world = ready();
    fund(world, 'corporate', 500_000);
    const one = differ(world, RIDERS, 'p/x.t1', -20_000);
    resolve(world, one, 'WRITE_OFF');
    expect(available(world, 'rider:user')).toBe(100_000n);
    expect(breakOf(world, one)).toMatchObject({ status: 'RESOLVING' });
    expect(world.open).toMatchObject([{ from: 'corporate', to: 'rider:user', amount: 20_000n }]);
    end(world);
    expect(available(world, 'rider:user')).toBe(100_000n);
    expect(bookOf(world, 'corporate')).toBe(480_000n);
    expect(breakOf(world, one)).toMatchObject({ status: 'RESOLVED', resolution: 'WRITE_OFF' });
    expect(types(world)).toEqual([]);
    expect(breaches(world)).toEqual([]);
  });

  it('goes again when KasPro refuses, under a new reference, and people hear of it', () => {
    const world = ready();
    fund(world, 'corporate', 500_000);
    const one = differ(world, RIDERS, 'p/x.t1', -20_000);
    resolve(world, one, 'WRITE_OFF');
    end(world, 120_001);
    end(world, 120_003);
    expect(world.alarms.map((alarm) => alarm.code)).toEqual([
      'AKT_CORPORATE_SHORT',
      'AKT_CORRECTION_REFUSED',
    ]);
    expect(world.open.map((transfer) => transfer.reference)).toEqual(['correction-b1-1.t3']);
    end(world);
    expect(breakOf(world, one)?.status).toBe('RESOLVED');
    expect(breaches(world)).toEqual([]);
  });

  it('of what a customer gains, or of the company’s, is as ACCEPT_THEIRS', () => {
    const world = ready();
    fund(world, 'float', 500_000);
    resolve(world, differ(world, RIDERS, 'p/x.t1', 5_000), 'WRITE_OFF');
    resolve(world, differ(world, 'escrow', 'p/x.t1', -5_000), 'WRITE_OFF');
    expect(available(world, 'rider:user')).toBe(105_000n);
    expect(bookOf(world, 'float')).toBe(495_000n);
    expect(breaches(world)).toEqual([]);
  });
});

describe('EXPLAINED', () => {
  it('posts nothing and keeps the note', () => {
    const world = ready();
    const postings = world.states.postings.length;
    const one = differ(world, RIDERS, 'p/x.t1', -20_000);
    resolve(world, one, 'EXPLAINED');
    expect(world.states.postings).toHaveLength(postings);
    expect(types(world)).toEqual([]);
    expect(breakOf(world, one)).toMatchObject({
      status: 'RESOLVED',
      resolution: 'EXPLAINED',
      note: 'KasPro’s letter of Monday',
    });
  });

  it('may be set right later', () => {
    const world = ready();
    const one = differ(world, RIDERS, 'p/x.t1', -20_000);
    resolve(world, one, 'EXPLAINED');
    const act = { type: 'RESOLVE_BREAK', walletId: 'rider:user', ...one } as const;
    const approval = { approvalId: 'later', reason: 'r', askedBy: 'ani' };
    tell(world, {
      type: 'ask',
      approval: { ...approval, act: { ...act, resolution: 'ACCEPT_THEIRS' } },
    });
    tell(world, {
      type: 'decide',
      decision: { approvalId: 'later', by: 'budi', decision: 'APPROVE' },
    });
    expect(available(world, 'rider:user')).toBe(80_000n);
    expect(breaches(world)).toEqual([]);
  });
});
