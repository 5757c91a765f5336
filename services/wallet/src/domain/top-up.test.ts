import { describe, expect, it } from 'vitest';
import { breaches } from './breaches.samples.ts';
import { UNCLAIMED } from './transfer.ts';
import { move } from './provider.samples.ts';
import { available, last, ready, tell, types } from './world.samples.ts';

describe('a top-up', () => {
  const topUp = { providerReference: 'K-1', amount: 7_000n, channel: 'BCA' };

  it('is credited to the wallet that its number names, and told', () => {
    const world = ready(0);
    tell(world, { type: 'top-up', topUp: { ...topUp, walletId: 'rider:user' } });
    expect(available(world, 'rider:user')).toBe(7_000n);
    expect(last(world)).toMatchObject({ type: 'TopUpReceived', data: { amount: 7_000n } });
  });

  it('reported again is credited once', () => {
    const world = ready(0);
    for (let times = 0; times < 3; times += 1) {
      tell(world, { type: 'top-up', topUp: { ...topUp, walletId: 'rider:user' } });
    }
    expect(available(world, 'rider:user')).toBe(7_000n);
    expect(types(world)).toEqual(['TopUpReceived']);
  });

  it('for a number that is nobody’s waits unclaimed, and the books balance', () => {
    const world = ready(0);
    move(world, 'world', UNCLAIMED, 7_000n);
    tell(world, { type: 'top-up', topUp });
    expect(world.states.platform.get('unclaimed/00')).toBe(7_000n);
    expect(breaches(world)).toEqual([]);
  });
});
