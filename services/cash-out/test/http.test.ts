import { unique } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type CashOutUnderTest,
  cashOutUnderTest,
  SERVICE,
  TO_BANK,
  TO_STORE,
} from './cash-out-under-test.ts';
import { upgraded } from './events.ts';

type Someone = Awaited<ReturnType<CashOutUnderTest['person']>>;
let world: CashOutUnderTest;
let ani: Someone;
let basic: Someone;
beforeAll(async () => {
  world = await cashOutUnderTest();
  ani = await world.person();
  basic = await world.person('USER', 500_000, 'BASIC');
});
afterAll(() => world?.close());

const problemOf = (code: string, status = 422) => ({ status, body: { code } });

describe('POST /v1/cash-outs', () => {
  test('takes a cash-out in, and asks the wallet for the money, saying nothing of the beneficiary', async () => {
    const { status, body } = await world.ask(ani, TO_BANK);
    expect(status).toBe(202);
    const cashOutId = expect.stringMatching(/^co-[\w-]{27}$/);
    expect(body).toEqual({ cashOutId, status: 'REQUESTED', amount: 100_000, fee: 2_500 });
  });

  test.each(['DRIVER', 'MERCHANT'] as const)('pays from the %s’s own wallet', async (role) => {
    const person = await world.person(role);
    const cashOutId = await world.asked(person, TO_BANK);
    const [told] = world.published('CashOutRequested', cashOutId);
    expect(told?.data).toMatchObject({ role, customerId: person.customerId, channel: 'BANK' });
  });

  test('answers the same key and body the same, and refuses it with another body', async () => {
    const key = unique('key');
    const [first, again] = [await world.ask(ani, TO_BANK, key), await world.ask(ani, TO_BANK, key)];
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = await world.ask(ani, { ...TO_BANK, amount: 200_000 }, key);
    expect(other).toMatchObject(problemOf('IDEMPOTENCY_KEY_REUSED'));
  });

  test('asked fifty times at once under one key is one cash-out', async () => {
    const key = unique('key');
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => world.ask(ani, TO_STORE, key)),
    );
    expect(answers.every(({ status }) => status === 202 || status === 409)).toBe(true);
    const taken = answers.filter(({ status }) => status === 202);
    expect(new Set(taken.map(({ body }) => body['cashOutId'])).size).toBe(1);
  });

  test.each([
    ['an unknown bank', { ...TO_BANK, bankCode: '999' }, 'BANK_UNKNOWN'],
    ['an unknown store', { ...TO_STORE, outlet: 'WARUNG' }, 'OUTLET_UNKNOWN'],
    ['too little', { ...TO_BANK, amount: 9_999 }, 'AMOUNT_BELOW_MINIMUM'],
    ['more than BI-FAST takes', { ...TO_BANK, amount: 250_000_001 }, 'AMOUNT_ABOVE_MAXIMUM'],
    ['no multiple of 50,000 at a till', { ...TO_STORE, amount: 75_000 }, 'AMOUNT_NOT_A_MULTIPLE'],
  ])('refuses %s, and holds nothing', async (_, asked, code) => {
    const before = (await world.database.rows('cash-outs')).length;
    expect(await world.ask(ani, asked)).toMatchObject(problemOf(code));
    expect((await world.database.rows('cash-outs')).length).toBe(before);
  });

  test('says the limit in rupiah', async () => {
    const { body } = await world.ask(ani, { ...TO_BANK, amount: 1 });
    expect(String(body['detail']).replaceAll(/\s/g, ' ')).toBe('A cash-out is at least Rp 10,000.');
  });

  test('is for PREMIUM, and open as soon as the upgrade is heard of', async () => {
    expect(await world.ask(basic, TO_BANK)).toMatchObject(problemOf('TIER_TOO_LOW'));
    await world.send(upgraded(basic.customerId));
    await expect.poll(async () => (await world.ask(basic, TO_BANK)).status).toBe(202);
  });

  test('does not know somebody else’s wallet', async () => {
    const others = { ...TO_BANK, customerId: ani.customerId };
    expect(await world.ask(basic, others)).toMatchObject(problemOf('WALLET_NOT_FOUND', 404));
    const asDriver = { ...TO_BANK, role: 'DRIVER' };
    expect(await world.ask(ani, asDriver)).toMatchObject(problemOf('WALLET_NOT_FOUND', 404));
    const nobody = { sub: 'nobody', role: 'customer' };
    expect(await world.ask(nobody, TO_BANK)).toMatchObject(problemOf('WALLET_NOT_FOUND', 404));
  });

  test('lets a service act for a customer whom it names', async () => {
    const named = { ...TO_BANK, customerId: ani.customerId };
    expect((await world.ask(SERVICE, named)).status).toBe(202);
    expect(await world.ask(SERVICE, TO_BANK)).toMatchObject(problemOf('CUSTOMER_REQUIRED'));
  });

  test.each([
    ['a fraction', { amount: 100_000.5 }],
    ['zero', { amount: 0 }],
    ['a negative amount', { amount: -100_000 }],
    ['an amount as text', { amount: '100000' }],
    ['more than JSON carries', { amount: 2 ** 53 }],
    ['an account number that is a number', { accountNumber: 12_345_678 }],
    ['full-width digits', { accountNumber: '１２３４５６７８' }],
    ['letters in an account number', { accountNumber: '12A45678' }],
    ['a name that turns the reading round', { accountName: 'Siti \u202E' }],
    ['a query operator', { bankCode: { $gt: '' } }],
    ['a field that is not asked for', { status: 'SETTLED' }],
    ['a store’s field', { outlet: 'ALFAMART' }],
  ])('refuses %s', async (_, wrong) => {
    expect((await world.ask(ani, { ...TO_BANK, ...wrong })).status).toBe(400);
  });
});

describe('GET /v1/cash-outs/{cashOutId}', () => {
  test('shows the beneficiary masked, and keeps it sealed', async () => {
    const cashOutId = await world.asked(ani, TO_BANK);
    expect(await world.cashOutOf(cashOutId, ani)).toMatchObject({
      cashOutId,
      status: 'REQUESTED',
      channel: 'BANK',
      destination: {
        bankCode: '014',
        bankName: 'BCA',
        accountNumber: '******5678',
        accountName: 'S*** R*****',
      },
      timeline: [{ event: 'REQUESTED', amount: 100_000 }],
    });
    const stored = await Promise.all(
      ['cash-outs', 'outbox', 'idempotency', 'inbox'].map((name) => world.database.rows(name)),
    );
    const everything = [
      JSON.stringify(stored, (_key, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
      ...world.lines,
    ].join('\n');
    for (const secret of [TO_BANK.accountNumber, TO_BANK.accountName, 'Rahayu', ani.account]) {
      expect(everything).not.toContain(secret);
    }
  });

  test('does not exist for anybody else', async () => {
    const cashOutId = await world.asked(ani, TO_BANK);
    for (const role of ['customer', 'driver', 'merchant']) {
      const answer = await world.call({ sub: 'eve', role }, `/v1/cash-outs/${cashOutId}`);
      expect(answer).toMatchObject(problemOf('CASH_OUT_NOT_FOUND', 404));
    }
    for (const role of ['service', 'ops', 'ops-act']) {
      const answer = await world.call({ sub: 'us', role }, `/v1/cash-outs/${cashOutId}`);
      expect(answer.status).toBe(200);
    }
    const unknown = await world.call(SERVICE, '/v1/cash-outs/__proto__');
    expect(unknown).toMatchObject(problemOf('CASH_OUT_NOT_FOUND', 404));
  });
});

test('the banks are those that can be paid out to, their codes as text', async () => {
  const token = await world.call(ani, '/v1/banks');
  expect(token.status).toBe(200);
  expect(Object.values(token.body)).toContainEqual({ bankCode: '002', name: 'BRI' });
  expect(Object.values(token.body)).toHaveLength(18);
});

test.each([
  ['BANK', 100_000, 2_500],
  ['MODERN_TRADE', 150_000, 5_000],
])('a quote for %s of %d costs %d', async (channel, amount, fee) => {
  const { body } = await world.call(ani, `/v1/cash-outs/quote?channel=${channel}&amount=${amount}`);
  expect(body).toEqual({ amount, fee, total: amount + fee });
});

test('no quote is given for what would be refused', async () => {
  const quoted = await world.call(ani, '/v1/cash-outs/quote?channel=MODERN_TRADE&amount=60000');
  expect(quoted).toMatchObject(problemOf('AMOUNT_NOT_A_MULTIPLE'));
  for (const query of ['channel=GOLD&amount=1', 'channel=BANK&amount=1e5', 'channel=BANK']) {
    expect((await world.call(ani, `/v1/cash-outs/quote?${query}`)).status).toBe(400);
  }
});
