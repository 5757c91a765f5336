/** Breaks, and what operators make of them, in a world in memory: for tests. PURE. */
import { type Break, FIRST_OWNER, lacking, type Resolution } from './break.ts';
import { dayOf } from './jakarta-day.ts';
import { move } from './provider.samples.ts';
import { CORPORATE, ESCROW, UNCLAIMED } from './transfer.ts';
import type { Verdict } from './verdict.ts';
import { tell, T0, type World } from './world.samples.ts';

export const RIDERS = 'customer/rider/SUBSCRIBER';
const PARTIES: Readonly<Record<string, string>> = {
  escrow: ESCROW,
  corporate: CORPORATE,
  unclaimed: UNCLAIMED,
};

/** KasPro has moved an account by this much and our books do not have it: a run has found it. */
export function differ(world: World, account: string, key: string, amount: number): Break {
  move(world, 'world', PARTIES[account] ?? account.split('/')[1] ?? '', BigInt(amount));
  return found(world, { account, key, theirs: BigInt(amount) });
}

export function found(world: World, fields: Partial<Break>): Break {
  const one: Break = {
    breakId: `b${world.states.breaks.size + 1}`,
    account: RIDERS,
    class: 'MISSING_HERE',
    key: 'p/x.t1',
    ours: 0n,
    theirs: 0n,
    day: dayOf(T0),
    at: T0,
    firstSeenAt: T0,
    lastSeenAt: T0,
    owner: FIRST_OWNER,
    status: 'OPEN',
    ...fields,
  };
  world.states.breaks.set(one.breakId, one);
  return one;
}

export const breakOf = (world: World, { breakId }: Break): Break | undefined =>
  world.states.breaks.get(breakId);

const walletOf = ({ account }: Break): { walletId: string } | object =>
  account.startsWith('customer/') ? { walletId: `${account.split('/')[1]}:user` } : {};

export function askToResolve(
  world: World,
  { breakId, key, account, ours, theirs, ...one }: Break,
  resolution: Resolution,
): Verdict {
  const about = { breakId, key, account, ours, theirs };
  const owner = walletOf({ ...about, ...one });
  const act = { type: 'RESOLVE_BREAK', resolution, ...about, ...owner } as const;
  const approvalId = `of-${breakId}`;
  const approval = { approvalId, act, reason: 'KasPro’s letter of Monday', askedBy: 'ani' };
  return tell(world, { type: 'ask', approval });
}

export const agree = (world: World, { breakId }: Break): Verdict =>
  tell(world, {
    type: 'decide',
    decision: { approvalId: `of-${breakId}`, by: 'budi', decision: 'APPROVE' },
  });

/** Asked for by one operator, approved by another. */
export function resolve(world: World, one: Break, resolution: Resolution): Verdict {
  const verdict = askToResolve(world, one, resolution);
  return verdict.status === 'done' ? agree(world, one) : verdict;
}

export const lackingOf = (world: World): bigint =>
  [...world.states.breaks.values()].reduce((sum, one) => sum + lacking(one), 0n);
