import { FIRST_RULES, type Rules } from '@angkutan/rules';
import { describe, expect, it } from 'vitest';
import { suspense } from './incoming.samples.ts';
import { cashOut, payment } from './outgoing.samples.ts';
import { available, last, ready, tell, topUp } from './world.samples.ts';

const JUTA = 1_000_000;
const { tiers } = FIRST_RULES;
/** BASIC people may hold more, send money and cash out. */
const WIDER: Rules = {
  ...FIRST_RULES,
  version: '2027',
  tiers: {
    ...tiers,
    BASIC: {
      balanceMax: 3_000_000n,
      monthlyIncomingMax: 30_000_000n,
      mayTransfer: true,
      mayCashOut: true,
    },
  },
};

describe('the rules in force', () => {
  it('say how much a person may hold, and the top-up keeps by which version it was credited', () => {
    const world = ready(0);
    const before = topUp(world, 'rider:user', 2 * JUTA + 5);
    expect(suspense(world, 'rider:user')).toBe(5n);
    world.rules = WIDER;
    const after = topUp(world, 'rider:user', 500_000);
    expect(available(world, 'rider:user')).toBe(2_500_005n);
    expect(world.states.topUps.get(before)).toMatchObject({ rulesVersion: '2022-09' });
    expect(world.states.topUps.get(after)).toMatchObject({ rulesVersion: '2027' });
  });

  it('that leave more room let in what waits', () => {
    const world = ready(2 * JUTA + 5);
    world.rules = WIDER;
    tell(world, { type: 'room', customerId: 'rider' });
    expect(suspense(world, 'rider:user')).toBe(0n);
    expect(available(world, 'rider:user')).toBe(2_000_005n);
  });

  it('that leave less room take nothing from anybody, and nothing more comes in', () => {
    const world = ready(2 * JUTA);
    const { BASIC } = tiers;
    world.rules = { ...FIRST_RULES, tiers: { ...tiers, BASIC: { ...BASIC, balanceMax: 1n } } };
    topUp(world, 'rider:user', 1_000);
    expect(available(world, 'rider:user')).toBe(2_000_000n);
    expect(suspense(world, 'rider:user')).toBe(1_000n);
  });

  it('say what a tier allows, and a request keeps by which version it was refused or let in', () => {
    const world = ready();
    cashOut(world, { cashOutId: 'c1' });
    payment(world, { kind: 'P2P', amount: 1_000 }, [['driver:driver', 1_000]]);
    expect(last(world)).toMatchObject({ data: { reason: 'TIER_TOO_LOW' } });
    world.rules = WIDER;
    cashOut(world, { cashOutId: 'c2' });
    const p2 = { kind: 'P2P', amount: 1_000, paymentId: 'p2' };
    payment(world, p2, [['driver:driver', 1_000]]);
    const { requests } = world.states;
    for (const id of ['c1', 'p1']) {
      expect(requests.get(id)).toMatchObject({ status: 'CLOSED', rulesVersion: '2022-09' });
    }
    expect(requests.get('c2')).toMatchObject({ status: 'RESERVED', rulesVersion: '2027' });
    expect(requests.get('p2')).toMatchObject({ status: 'MOVING', rulesVersion: '2027' });
  });
});
