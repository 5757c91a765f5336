/** The figures of the books and the rows behind them; and how far KasPro is from them. */
import { rupiah } from '@angkutan/money';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dayOf } from '../src/domain/jakarta-day.ts';
import { CONFIRMED_AFTER_MS } from '../src/domain/live-drift.ts';
import { totalOf } from '../src/domain/volume.ts';
import { lookAt, lookAtBalances, type LookDeps, TURN_MS } from '../src/jobs/look-at-balances.ts';
import { openLookStore } from '../src/store/balance-looks.ts';
import { createLedgerRows } from '../src/store/ledger-rows.ts';
import { createVolumeQueries } from '../src/store/volume.ts';
import { type Outgoing, outgoing } from './outgoing.ts';
import { reconciling } from './reconciling.ts';
import { CORPORATE } from './wallet-under-test.ts';

const subscriber = (customerId: string) =>
  ({ place: 'customer', customerId, kind: 'SUBSCRIBER' }) as const;
const RIDER = subscriber('rider');
const FRIENDS = 'customer/friend/SUBSCRIBER';
const today = (): string => dayOf(new Date());

let on: Outgoing;
beforeEach(async () => {
  on = await outgoing();
  await on.person('rider', 'USER', 100_000);
  await on.person('friend', 'USER');
  await on.openCompany();
});
afterEach(() => on.wallet.close());

async function paid(): Promise<void> {
  on.wallet.startWorker();
  await on.pay('P2P', 25_000, [['friend:user', 25_000]]);
  await on.becomes('p-P2P', 'CLOSED', 'CAPTURED');
}

describe('the volume of a day', () => {
  it('is what was paid by kind, and every figure has its rows', async () => {
    await paid();
    const hours = await createVolumeQueries(on.wallet.rows, () => new Date()).ofDay(today());
    const total = totalOf(hours);
    expect(total.get('P2P')).toEqual({ count: 1, amount: 25_000n, fees: 0n });
    expect(total.get('TOP_UP')).toMatchObject({ count: 1, amount: 100_000n });
    const rows = createLedgerRows(on.wallet.rows);
    for (const [kind, { count }] of total) {
      expect(await rows.entries({ date: today(), kind, limit: 100 })).toHaveLength(count);
    }
    const hour = hours.at(-1)?.hour;
    expect(await rows.entries({ date: today(), hour, kind: 'P2P', limit: 100 })).toMatchObject([
      { requestId: 'p-P2P', step: 'TRANSFER', kind: 'P2P' },
    ]);
    expect(await rows.entries({ date: '2020-01-01', limit: 100 })).toEqual([]);
  });
});

describe('a book', () => {
  it('is the sum of its accounts, and whose wallets they are is told', async () => {
    await paid();
    const { totals, wallets } = await on.wallet.queries.standing();
    const rows = createLedgerRows(on.wallet.rows);
    for (const { kind, balance } of totals) {
      const accounts = await rows.accounts({ book: kind, limit: 500 });
      expect(accounts.reduce((sum, one) => sum + one.balance, 0n)).toBe(balance);
    }
    expect(wallets).toEqual([{ role: 'USER', tier: 'PREMIUM', accounts: 2, balance: 100_000n }]);
    const basic = { book: 'wallet', role: 'USER', tier: 'BASIC', limit: 500 } as const;
    expect(await rows.accounts(basic)).toEqual([]);
  });

  it('is read page by page, and so are the postings of an account', async () => {
    await paid();
    const rows = createLedgerRows(on.wallet.rows);
    const [first] = await rows.accounts({ book: 'wallet', limit: 1 });
    const [second] = await rows.accounts({ book: 'wallet', limit: 1, after: first?.account });
    expect([first?.account, second?.account]).toEqual(['wallet/friend:user', 'wallet/rider:user']);
    const account = 'wallet/rider:user';
    const [newest] = await rows.entries({ account, limit: 1 });
    expect(newest?.step).toBe('TRANSFER');
    const before = newest && { at: newest.at, reference: newest.reference };
    const older = await rows.entries({ account, before, limit: 10 });
    expect(older.map(({ step }) => step)).toEqual(['TOP_UP']);
  });
});

describe('the look at balances', () => {
  let now = new Date();
  let well = true;

  async function looking(): Promise<LookDeps> {
    now = new Date();
    well = true;
    const { statements, inFlight } = await reconciling(on.wallet, []);
    const looks = await openLookStore(on.wallet.connection, on.wallet.rows);
    const isKasProWell = () => well;
    return { statements, inFlight, looks, perTurn: 1, isKasProWell, now: () => now };
  }
  const pass = (ms: number): void => {
    now = new Date(now.getTime() + ms);
  };
  const steal = (from = 'rider') =>
    on.wallet.kaspro.transfer({
      sourceAccount: on.accounts[from] ?? '',
      destinationAccount: CORPORATE,
      amount: rupiah(700),
      partnerReference: crypto.randomUUID(),
    });

  it('walks all accounts at its rate, one instance a turn, and tells what stays different', async () => {
    const deps = await looking();
    await steal();
    await Promise.all([lookAtBalances(deps), lookAtBalances(deps)]);
    const looked = await deps.looks.find(['customer/rider/SUBSCRIBER', FRIENDS]);
    expect([...looked.values()]).toMatchObject([{ account: FRIENDS, state: 'AGREES' }]);
    pass(TURN_MS);
    await lookAtBalances(deps);
    expect(await deps.looks.ofState('SEEN_ONCE', 10)).toMatchObject([
      { account: 'customer/rider/SUBSCRIBER', ours: 100_000n, theirs: 99_300n },
    ]);
    pass(CONFIRMED_AFTER_MS);
    await lookAtBalances(deps);
    expect(await deps.looks.ofState('DRIFTS', 10)).toMatchObject([{ customerId: 'rider' }]);
    expect(await on.wallet.rows.breaks.countDocuments({})).toBe(0);
  });

  it('asks nobody while KasPro’s enquiries are in trouble', async () => {
    const deps = await looking();
    well = false;
    await lookAtBalances(deps);
    expect(await deps.looks.oldest()).toBeUndefined();
  });

  it('at one account calls what is on its way in flight, never drift', async () => {
    const deps = await looking();
    await on.pay('P2P', 25_000, [['friend:user', 25_000]]);
    expect(await lookAt(deps, [RIDER])).toMatchObject([{ state: 'IN_FLIGHT' }]);
  });

  it('at many together judges each by itself', async () => {
    const deps = await looking();
    await on.person('stranger', 'USER', 50_000);
    await on.person('neighbour', 'USER', 50_000);
    await steal('stranger');
    await on.pay('P2P', 25_000, [['friend:user', 25_000]]);
    const all = ['rider', 'stranger', 'friend', 'neighbour'].map(subscriber);
    expect((await lookAt(deps, all)).map(({ state }) => state)).toEqual([
      'IN_FLIGHT',
      'SEEN_ONCE',
      'IN_FLIGHT',
      'AGREES',
    ]);
  });

  it('does not ask again about an account that it has just asked about', async () => {
    const deps = await looking();
    const first = await lookAt(deps, [RIDER]);
    await steal();
    expect(await lookAt(deps, [RIDER])).toEqual(first);
    pass(5_000);
    expect(await lookAt(deps, [RIDER])).toMatchObject([{ state: 'SEEN_ONCE' }]);
  });
});
