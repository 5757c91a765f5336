import { describe, expect, it } from 'vitest';
import { setTier } from './incoming.samples.ts';
import type { Verdict } from './verdict.ts';
import { event, hold, ready, tell, type World } from './world.samples.ts';

const erase = (world: World, customerId: string): Verdict =>
  tell(world, event({ type: 'CustomerErased', data: { eventId: 'e', occurredAt: 0, customerId } }));

describe('a customer whose data are destroyed', () => {
  it('leaves a wallet without account, number or tier that allows anything', () => {
    const world = ready();
    setTier(world, 'driver', 'PREMIUM');
    expect(erase(world, 'driver')).toMatchObject({ status: 'done' });
    expect(world.states.wallets.get('driver:driver')).toMatchObject({
      phoneHash: 'erased:driver:driver',
      sealedAccount: new Uint8Array(),
      tier: 'ERASED',
    });
    expect(erase(world, 'driver')).toMatchObject({ status: 'done' });
  });

  it('is refused by name while money is there, so that it can still be paid out', () => {
    const world = ready();
    const before = world.states.wallets.get('rider:user');
    expect(erase(world, 'rider')).toMatchObject({ status: 'refused', code: 'WALLET_NOT_EMPTY' });
    hold(world, 20_000);
    expect(erase(world, 'rider')).toMatchObject({ status: 'refused', code: 'WALLET_NOT_EMPTY' });
    expect(world.states.wallets.get('rider:user')).toMatchObject({
      phoneHash: before?.phoneHash,
    });
  });

  it('who never had a wallet leaves nothing', () => {
    expect(erase(ready(), 'nobody')).toMatchObject({ status: 'done' });
  });
});
