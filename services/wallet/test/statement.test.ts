import { createApp, listen } from '@angkutan/http';
import { eventually, startTokenIssuer } from '@angkutan/testkit';
import { createLogger } from '@angkutan/telemetry';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getStatement } from '../src/http/get-statement.ts';
import { problems } from '../src/http/problems.ts';
import { createStatementLines } from '../src/store/statements.ts';
import { customer } from './customers.ts';
import { type WalletUnderTest, walletUnderTest } from './wallet-under-test.ts';

const TOP_UPS = 23;
let wallet: WalletUnderTest;
let served: { readonly url: string; stop(): Promise<void> };
let between: Date;

beforeAll(async () => {
  wallet = await walletUnderTest();
  served = await serve(wallet);
  await customer(wallet, 'rider', 'USER');
  for (let n = 1; n <= TOP_UPS; n += 1) {
    if (n === 11) between = await quietMoment();
    await topUp(n === 5 ? '=cmd|calc' : `ref-${n}`, 1_000n + BigInt(n));
  }
});
afterAll(async () => {
  await served?.stop();
  await wallet?.close();
});

/** A moment with nothing in its millisecond: the lines before it and after it are then told apart. */
async function quietMoment(): Promise<Date> {
  const before = Date.now();
  await eventually(() => Date.now() > before + 2);
  return new Date(before + 1);
}

const topUp = (providerReference: string, amount: bigint) =>
  wallet.tell({
    type: 'top-up',
    topUp: { providerReference, amount, channel: 'BCA', walletId: 'rider:user' },
  });

async function serve({ connection }: WalletUnderTest) {
  const auth = await startTokenIssuer();
  const logger = createLogger({ service: 'wallet', level: 'silent' });
  const lines = createStatementLines(wallet.rows);
  const app = createApp({
    service: 'wallet',
    version: '0.0.0',
    connection,
    logger,
    auth,
    problems,
    readiness: () => ({}),
    routes: [getStatement({ find: wallet.queries.findWallet, lines })],
  });
  const listening = await listen(app, 0);
  const token = await auth.token({ sub: 'rider', role: 'customer' });
  const stranger = await auth.token({ sub: 'eve', role: 'customer' });
  tokens = { own: token, stranger };
  return {
    url: listening.url,
    stop: async () => {
      await listening.close();
      await auth.close();
    },
  };
}
let tokens: { readonly own: string; readonly stranger: string };

async function get(query: string, { accept = 'application/json', token = tokens.own } = {}) {
  const answer = await fetch(`${served.url}/v1/wallets/rider/statement${query}`, {
    headers: { authorization: `Bearer ${token}`, accept },
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

interface Page {
  readonly openingBalance: number;
  readonly closingBalance: number;
  readonly lines: readonly { number: number; amount: number; balance: number }[];
  readonly nextCursor?: string;
}
async function page(query = ''): Promise<Page> {
  const parsed: Page = JSON.parse((await get(query)).text);
  return parsed;
}
const numbersOf = ({ lines }: Page): number[] => lines.map(({ number }) => number);

describe('a statement', () => {
  it('shows every line newest first, each balance following from the one before', async () => {
    const { lines, openingBalance, closingBalance, nextCursor } = await page();
    expect(lines.map(({ number }) => number)).toEqual(
      Array.from({ length: TOP_UPS }, (_, n) => TOP_UPS - n),
    );
    const oldestFirst = lines.toReversed();
    for (const [at, { amount, balance }] of oldestFirst.entries()) {
      expect(balance).toBe((oldestFirst[at - 1]?.balance ?? 0) + amount);
    }
    expect([openingBalance, closingBalance, nextCursor]).toEqual([0, lines[0]?.balance, undefined]);
    const books = (await wallet.queries.findWallet('rider'))?.books;
    expect(BigInt(closingBalance)).toBe(books?.available);
  });

  it('is paged without a gap or a repeat, also while lines are added', async () => {
    const first = await page('?limit=10');
    await topUp('meanwhile', 5n);
    const second = await page(`?limit=10&cursor=${first.nextCursor}`);
    const third = await page(`?limit=10&cursor=${second.nextCursor}`);
    const all = [first, second, third].flatMap((one) => numbersOf(one));
    expect(all).toEqual(Array.from({ length: TOP_UPS }, (_, n) => TOP_UPS - n));
    expect(third.nextCursor).toBeUndefined();
  });

  it('tells the balance at a past moment, and the lines between two', async () => {
    const at = encodeURIComponent(between.toISOString());
    const until = await page(`?to=${at}`);
    expect(numbersOf(until)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(until.closingBalance).toBe(10_000 + 55);
    const since = await page(`?from=${at}`);
    expect(since.openingBalance).toBe(10_000 + 55);
    expect(numbersOf(since).at(-1)).toBe(11);
  });

  it('is a table that no spreadsheet runs, with amounts as numbers', async () => {
    const { text, headers } = await get('', { accept: 'text/csv' });
    expect(headers.get('content-type')).toContain('text/csv');
    const [head, ...rows] = text.trim().split('\n');
    expect(head).toBe('number,at,step,requestId,reference,amount,balance');
    expect(rows.length).toBeGreaterThanOrEqual(TOP_UPS);
    expect(text).not.toMatch(/(^|,)=/m);
    expect(text).toContain('TOP_UP/=cmd|calc');
    expect((await get('?limit=2', { accept: 'text/csv' })).headers.get('link')).toMatch(/cursor=/);
  });

  it('of somebody else does not exist', async () => {
    expect((await get('', { token: tokens.stranger })).status).toBe(404);
  });

  it.each(['?limit=0', '?limit=501', '?cursor=-1', '?from=yesterday', '?page=2'])(
    'refuses %s',
    async (query) => {
      expect((await get(query)).status).toBe(400);
    },
  );
});
