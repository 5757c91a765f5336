/** A wallet service in memory, with a provider that confirms or refuses what it is told: for tests. PURE. */
import { sharesSum } from '@angkutan/ledger';
import { type Rupiah, rupiah } from '@angkutan/money';
import { FIRST_RULES, type Rules } from '@angkutan/rules';
import type { AnyEvent, Draft } from '@angkutan/events';
import { decide, type WalletMessage } from './decide.ts';
import { move } from './provider.samples.ts';
import type { Verdict } from './verdict.ts';
import type { Transfer } from './transfer.ts';
import { type Alarm, emptyStates, Flow, merge, type States } from './working-set.ts';

export const T0 = new Date('2026-11-22T00:00:00Z');
export const HOLD_EXPIRY_MS = 86_400_000;
const DEPOSIT_MINIMA = { BIKE: 20_000, CAR: 50_000 };
const SETTINGS = { shard: '00', holdExpiryMs: HOLD_EXPIRY_MS, depositMinima: DEPOSIT_MINIMA };

export interface World {
  readonly states: States;
  readonly published: Draft[];
  /** Transfers ordered and not yet ended. */
  readonly open: Transfer[];
  /** The provider's own balances: people's accounts, escrow, what is nobody's. */
  readonly provider: Map<string, bigint>;
  readonly alarms: Alarm[];
  now: Date;
  rules: Rules;
}

export const newWorld = (): World => ({
  states: emptyStates(),
  published: [],
  open: [],
  provider: new Map(),
  alarms: [],
  now: T0,
  rules: FIRST_RULES,
});

export function tell(world: World, message: WalletMessage): Verdict {
  const context = { ...SETTINGS, now: world.now, rules: world.rules };
  const verdict = decide(message, new Flow(world.states, context));
  if (verdict.status !== 'done') return verdict;
  const before = world.states.transfers.length;
  for (const change of verdict.changes) {
    merge(world.states, change);
    world.alarms.push(...change.alarms);
  }
  world.open.push(...world.states.transfers.slice(before));
  world.published.push(...verdict.publish);
  return verdict;
}

const id = { eventId: 'e', occurredAt: T0.getTime() };

export const event = (one: AnyEvent): WalletMessage => ({ type: 'event', event: one });

export function openWallets(world: World): void {
  for (const [customerId, role] of [
    ['rider', 'USER'],
    ['driver', 'DRIVER'],
    ['shop', 'MERCHANT'],
  ] as const) {
    tell(world, {
      type: 'customer',
      wallet: {
        walletId: `${customerId}:${role.toLowerCase()}`,
        customerId,
        role,
        kind: role === 'MERCHANT' ? 'MERCHANT' : 'SUBSCRIBER',
        tier: role === 'USER' ? 'BASIC' : 'PREMIUM',
        phoneHash: `hash-${customerId}`,
        sealedAccount: new Uint8Array(),
      },
    });
  }
}

let topUps = 0;
/** Money comes in; answers the provider's reference of it. */
export function topUp(world: World, walletId: string, amount: number): string {
  topUps += 1;
  const providerReference = `K${topUps}`;
  move(world, 'world', walletId, rupiah(amount));
  tell(world, {
    type: 'top-up',
    topUp: { providerReference, walletId, amount: BigInt(amount), channel: 'BCA' },
  });
  return providerReference;
}

export interface Split {
  readonly walletId: string;
  readonly amount: Rupiah;
}

export function request(
  world: World,
  fields: {
    paymentId: string;
    kind?: string;
    reference?: string;
    payerId?: string;
    amount: number;
    splits?: readonly Split[];
    capture: 'NOW' | 'LATER';
  },
): Verdict {
  const { splits = [], amount, reference = 'ride-1', kind = 'RIDE', payerId = 'rider' } = fields;
  return tell(
    world,
    event({
      type: 'PaymentRequested',
      data: {
        ...id,
        ...fields,
        kind,
        reference,
        payerId,
        amount: BigInt(amount),
        splits: asSplits(splits),
      },
    }),
  );
}

export const capture = (world: World, paymentId: string, splits: readonly Split[]): Verdict =>
  captureOf(world, paymentId, sharesSum(splits), splits);

export const captureOf = (
  world: World,
  paymentId: string,
  amount: Rupiah,
  splits: readonly Split[],
): Verdict =>
  tell(
    world,
    event({
      type: 'PaymentCaptureRequested',
      data: { ...id, paymentId, reference: 'ride-1', amount, splits: asSplits(splits) },
    }),
  );

export const voidHold = (world: World, paymentId: string): Verdict =>
  tell(
    world,
    event({
      type: 'PaymentVoidRequested',
      data: { ...id, paymentId, reference: 'ride-1', reason: 'CANCELLED' },
    }),
  );

const asSplits = (
  splits: readonly Split[],
): { walletId: string; amount: bigint; purpose: string }[] =>
  splits.map((split) => ({ ...split, purpose: 'SHARE' }));

/** The driver's share, the commission, and the promotion that lowers what the rider pays. */
export const rideSplits = (fare: number, promotion = 0): Split[] => {
  const commission = Math.round(fare / 5);
  return [
    { walletId: 'driver:driver', amount: rupiah(fare - commission) },
    { walletId: 'platform:commission', amount: rupiah(commission) },
    ...(promotion > 0 ? [{ walletId: 'platform:promotion', amount: rupiah(-promotion) }] : []),
  ];
};

/** The provider ends the oldest open transfer (or the n-th): it moves the money, or refuses with `code`. */
export function end(world: World, code?: number, at = 0): Transfer | undefined {
  const [transfer] = world.open.splice(at % Math.max(1, world.open.length), 1);
  if (!transfer) return undefined;
  if (code === undefined) {
    move(world, transfer.from, transfer.to, transfer.amount);
    tell(world, { type: 'transfer', end: { type: 'confirmed', transfer } });
  } else {
    tell(world, { type: 'transfer', end: { type: 'rejected', transfer, code } });
  }
  return transfer;
}

export function endAll(world: World): void {
  while (world.open.length > 0) end(world);
}

export const types = (world: World): string[] => world.published.map((one) => one.type);
export const available = (world: World, walletId: string): bigint =>
  world.states.wallets.get(walletId)?.books.available ?? 0n;

/** A world with its three people, and this much in the rider's wallet. */
export function ready(balance = 100_000): World {
  const world = newWorld();
  openWallets(world);
  if (balance > 0) topUp(world, 'rider:user', balance);
  world.published.length = 0;
  return world;
}

/** Asks for a hold of the rider's money under the paymentId "p1". */
export const hold = (world: World, amount = 30_000): Verdict =>
  request(world, { paymentId: 'p1', amount, capture: 'LATER' });
export const last = (world: World): unknown => world.published.at(-1);
