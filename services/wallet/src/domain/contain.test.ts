import { describe, expect, it } from 'vitest';
import {
  available,
  capture,
  last,
  ready,
  request,
  rideSplits,
  tell,
  topUp,
  types,
} from './world.samples.ts';
import { endAll, hold, type World } from './world.samples.ts';

const RIDER = 'rider:user';
const contained = (world: World, yes: boolean, walletId = RIDER) =>
  tell(world, {
    type: 'contain',
    contain: { walletId, contained: yes, actor: 'watcher', reason: 'differs' },
  });

describe('a contained wallet', () => {
  it('spends nothing, and says why', () => {
    const world = ready();
    contained(world, true);
    hold(world);
    expect(last(world)).toMatchObject({
      type: 'FundsRefused',
      data: { reason: 'WALLET_CONTAINED' },
    });
  });

  it('is credited all the same', () => {
    const world = ready();
    contained(world, true);
    topUp(world, RIDER, 5_000);
    expect(available(world, RIDER)).toBe(105_000n);
  });

  it('lets a hold that it gave before be captured', () => {
    const world = ready();
    hold(world);
    endAll(world);
    contained(world, true);
    capture(world, 'p1', rideSplits(20_000));
    endAll(world);
    expect(types(world)).toContain('TransferPosted');
  });

  it('leaves the driver of a ride paid: all of it becomes a debt, collected once it is let go', () => {
    const world = ready();
    contained(world, true);
    request(world, {
      paymentId: 'p1',
      reference: 'ride-1',
      kind: 'RIDE',
      payerId: 'rider',
      amount: 20_000,
      splits: rideSplits(20_000),
      capture: 'NOW',
    });
    endAll(world);
    expect(world.published).toContainEqual(
      expect.objectContaining({
        type: 'TransferPosted',
        data: expect.objectContaining({ outstanding: 20_000n }),
      }),
    );
    topUp(world, RIDER, 1_000);
    expect(available(world, RIDER)).toBe(101_000n);
    contained(world, false);
    endAll(world);
    expect(available(world, RIDER)).toBe(81_000n);
  });

  it('is let go by a word, told to the audit, and twice is once', () => {
    const world = ready();
    contained(world, true);
    contained(world, true);
    contained(world, false);
    expect(world.states.audit).toMatchObject([
      { act: 'CONTAIN_WALLET', actor: 'watcher', subject: RIDER, reason: 'differs' },
      { act: 'RELEASE_WALLET', subject: RIDER },
    ]);
    hold(world);
    expect(types(world)).not.toContain('FundsRefused');
  });

  it('is no other one: who is not known is refused by name', () => {
    expect(contained(ready(), true, 'nobody:user')).toMatchObject({ code: 'WALLET_NOT_FOUND' });
  });
});
