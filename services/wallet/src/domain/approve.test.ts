import { APPROVAL_TTL_MS } from '@angkutan/approvals';
import { rupiah } from '@angkutan/money';
import { describe, expect, it } from 'vitest';
import type { Act } from './act.ts';
import { breaches } from './breaches.samples.ts';
import { approve, ask, decline, suspense, topUpOfNobody } from './incoming.samples.ts';
import { upgrade } from './outgoing.samples.ts';
import { UNCLAIMED } from './transfer.ts';
import { move } from './provider.samples.ts';
import { available, end, endAll, last, ready, topUp, types, type World } from './world.samples.ts';

const returning = (suspenseId: string, amount: number, holder?: string): Act => ({
  type: 'RETURN_SUSPENSE',
  suspenseId,
  amount: rupiah(amount),
  outsideReference: 'BCA-77',
  ...(holder !== undefined && { holder }),
});
const assigning = (suspenseId: string, walletId: string, holder?: string): Act => ({
  type: 'ASSIGN_SUSPENSE',
  suspenseId,
  walletId,
  ...(holder !== undefined && { holder }),
});
const statusOf = (world: World): string | undefined => world.states.approvals.get('a1')?.status;
const steps = (world: World): string[] =>
  world.states.audit.map(({ step, actor }) => `${step} ${actor}`);

describe('an act that moves money', () => {
  it('is done by the word of a second person, once, and both are in the audit', () => {
    const world = ready(0);
    const top = topUp(world, 'rider:user', 2_000_500);
    expect(ask(world, returning(top, 500, 'rider:user'))).toMatchObject({ status: 'done' });
    expect(suspense(world, 'rider:user')).toBe(500n);
    move(world, 'rider:user', 'world', 500n);
    approve(world);
    approve(world);
    expect(suspense(world, 'rider:user')).toBe(0n);
    expect(statusOf(world)).toBe('DONE');
    expect(steps(world)).toEqual(['ASKED ani', 'DONE budi']);
    expect(breaches(world)).toEqual([]);
  });

  it('is refused to the one who asked for it, and nothing moves', () => {
    const world = ready(0);
    const top = topUp(world, 'rider:user', 2_000_500);
    ask(world, returning(top, 500, 'rider:user'));
    expect(approve(world, 'ani')).toMatchObject({ status: 'refused', code: 'APPROVAL_OWN' });
    expect(suspense(world, 'rider:user')).toBe(500n);
    expect(statusOf(world)).toBe('WAITING');
  });

  it('that can no longer be done is refused by name, and stays refused', () => {
    const world = ready(0);
    const top = topUp(world, 'rider:user', 2_000_500);
    ask(world, returning(top, 500, 'rider:user'));
    upgrade(world, 'rider');
    approve(world);
    expect(world.states.approvals.get('a1')).toMatchObject({
      status: 'REFUSED',
      refusal: 'SUSPENSE_NOT_FOUND',
    });
    expect(available(world, 'rider:user')).toBe(2_000_500n);
    expect(steps(world)).toEqual(['ASKED ani', 'REFUSED budi']);
  });

  it('that was declined moves nothing, and can no longer be approved', () => {
    const world = ready(0);
    const top = topUp(world, 'rider:user', 2_000_500);
    ask(world, returning(top, 500, 'rider:user'));
    expect(decline(world)).toMatchObject({ status: 'done' });
    expect(approve(world, 'citra')).toMatchObject({ code: 'APPROVAL_DECLINED' });
    expect(suspense(world, 'rider:user')).toBe(500n);
    expect(steps(world)).toEqual(['ASKED ani', 'DECLINED budi']);
  });

  it('that waited for a week is not done, and says so', () => {
    const world = ready(0);
    const top = topUp(world, 'rider:user', 2_000_500);
    ask(world, returning(top, 500, 'rider:user'));
    world.now = new Date(world.now.getTime() + APPROVAL_TTL_MS);
    approve(world);
    expect(statusOf(world)).toBe('EXPIRED');
    expect(suspense(world, 'rider:user')).toBe(500n);
  });
});

describe('returning money in suspense', () => {
  it('is told under the reference of the bank', () => {
    const world = ready(0);
    const top = topUp(world, 'rider:user', 2_000_500);
    ask(world, returning(top, 500, 'rider:user'));
    approve(world);
    expect(last(world)).toMatchObject({
      type: 'SuspenseReturned',
      data: { amount: 500n, providerReference: top, outsideReference: 'BCA-77' },
    });
  });

  it('of another amount than waits is refused when it is asked for', () => {
    const world = ready(0);
    const top = topUp(world, 'rider:user', 2_000_500);
    expect(ask(world, returning(top, 400, 'rider:user'))).toMatchObject({
      code: 'SUSPENSE_DIFFERS',
    });
    expect(ask(world, returning('K-none', 400))).toMatchObject({ code: 'SUSPENSE_NOT_FOUND' });
  });

  it('of nobody’s money needs no customer', () => {
    const world = ready(0);
    topUpOfNobody(world, 'K-nobody', 9_000);
    ask(world, returning('K-nobody', 9_000));
    move(world, UNCLAIMED, 'world', 9_000n);
    approve(world);
    expect(world.states.platform.get('unclaimed/00')).toBe(0n);
    expect(breaches(world)).toEqual([]);
  });
});

describe('assigning money in suspense', () => {
  it('of nobody has KasPro move it first, then credits the wallet', () => {
    const world = ready(0);
    topUpOfNobody(world, 'K-nobody', 9_000);
    ask(world, assigning('K-nobody', 'rider:user'));
    approve(world);
    expect(available(world, 'rider:user')).toBe(0n);
    endAll(world);
    expect(available(world, 'rider:user')).toBe(9_000n);
    expect(types(world)).toEqual(['TopUpReceived']);
    expect(breaches(world)).toEqual([]);
  });

  it('that KasPro refuses leaves it nobody’s, is an alarm, and may be tried again', () => {
    const world = ready(0);
    topUpOfNobody(world, 'K-nobody', 9_000);
    ask(world, assigning('K-nobody', 'rider:user'));
    approve(world);
    end(world, 120_003);
    expect(world.alarms).toMatchObject([{ code: 'AKT_ASSIGNMENT_REFUSED' }]);
    expect(world.states.topUps.get('K-nobody')).toMatchObject({
      status: 'UNCLAIMED',
      assignments: 1,
    });
    expect(breaches(world)).toEqual([]);
  });

  it('over a limit leaves the rest in the person’s suspense', () => {
    const world = ready(2_000_000);
    topUpOfNobody(world, 'K-nobody', 9_000);
    ask(world, assigning('K-nobody', 'rider:user'));
    approve(world);
    endAll(world);
    expect(suspense(world, 'rider:user')).toBe(9_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('of one person to another is refused', () => {
    const world = ready(0);
    const top = topUp(world, 'rider:user', 2_000_500);
    expect(ask(world, assigning(top, 'driver:driver', 'rider:user'))).toMatchObject({
      code: 'SUSPENSE_OF_ANOTHER',
    });
  });
});
