/** The stories of money that leaves, and the money screen's figures, as a browser asks for them. */
import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cashDesk } from './cash-desk.ts';
import { ask, signInBoth } from './console/browser-session.ts';
import { attach, type Platform, settledRide, SOON } from './platform.ts';

interface Step {
  readonly kind: string;
  readonly service: string;
  readonly title: string;
  readonly facts: Readonly<Record<string, unknown>>;
}
interface Account {
  readonly balance: number;
}

const TO_BANK = {
  channel: 'BANK',
  bankCode: '014',
  accountNumber: '0012345678',
  accountName: 'Siti Rahayu',
  amount: 100_000,
};

/** The story of an id, once this has happened in it. */
const whole = (id: string, title: string): Promise<readonly Step[]> =>
  eventually(async () => {
    const { body } = await ask(reader, `/api/stories?q=${encodeURIComponent(id)}`);
    const steps: readonly Step[] = body.steps ?? [];
    if (!steps.some((step) => step.title === title)) throw new Error(`${id}: no ${title} yet`);
    return steps;
  }, SOON);

/** Steps that stay as they are; transfers go on, and so does reconciliation. */
const lasting = (steps: readonly Step[]): readonly Step[] =>
  steps.filter(({ kind }) => kind === 'event' || kind === 'posting');

let platform: Platform;
let reader: string;
beforeAll(async () => {
  platform = await attach();
  ({ reader } = await signInBoth(platform.stack));
});
afterAll(() => platform.detach());

describe('a cash-out', () => {
  it('is one story from its id, an event, our reference and KasPro’s: asked, called, called back', async () => {
    const desk = cashDesk(platform);
    const person = await desk.someone('USER', 500_000);
    const cashOutId = await desk.ask(person, TO_BANK);
    await desk.becomes(person, cashOutId, 'SETTLED');
    const steps = await whole(cashOutId, 'CashOutSettled');
    const [command] = steps.filter(({ kind }) => kind === 'command');
    expect(command).toMatchObject({
      title: 'POST /v1/cash-outs',
      facts: { role: 'customer', status: 202 },
    });
    const [callback] = steps.filter(({ kind }) => kind === 'callback');
    expect(callback).toMatchObject({ service: 'wallet', title: 'BANK_TRANSFER SUCCESS' });
    const [call] = steps.filter(({ kind, service }) => kind === 'call' && service === 'cash-out');
    expect(call?.facts).toMatchObject({ outcome: 'IN_PROCESS' });
    expect(call?.facts['latencyMs']).toBeGreaterThanOrEqual(0);
    expect(steps.map(({ title }) => title)).toContain('NOT_RECONCILED_YET');
    const { partnerReference, providerReference } = callback?.facts ?? {};
    const eventId = steps.find(({ title }) => title === 'FundsHeld')?.facts['eventId'];
    for (const id of [partnerReference, providerReference, eventId]) {
      expect(lasting(await whole(String(id), 'CashOutSettled'))).toEqual(lasting(steps));
    }
    const ofWallet = await whole(`${person.customerId}:user`, 'WalletOpened');
    expect(ofWallet.map(({ title }) => title)).toContain('TopUpReceived');
  });
});

describe('a transfer of a ride', () => {
  it('leads to the ride from KasPro’s reference, ours and the payment’s id', async () => {
    const rideId = await settledRide(platform);
    const steps = await whole(rideId, 'PaymentSettled');
    const facts = steps.find(({ title }) => title === 'COLLECT CONFIRMED')?.facts ?? {};
    for (const name of ['providerReference', 'reference', 'requestId']) {
      const told = await whole(String(facts[name]), 'PaymentSettled');
      expect(told.map(({ title }) => title)).toContain('RideBooked');
    }
  });
});

describe('the money of a day', () => {
  const wallet = (path: string) => ask(reader, `/api/services/wallet/v1${path}`);

  it('has for every figure the rows behind it', async () => {
    const { body: day } = await wallet('/ledger/volume');
    const [{ kind, count }] = day.kinds.filter((one: { count: number }) => one.count > 0);
    const { body: page } = await wallet(
      `/ledger/entries?date=${day.date}&kind=${kind}&limit=${Math.min(count, 500)}`,
    );
    expect(page.entries).toHaveLength(Math.min(count, 500));
    const { body: balance } = await wallet('/ledger/trial-balance');
    expect(balance.sum).toBe(0);
    const { body: books } = await wallet('/ledger/accounts?book=corporate');
    const own = books.accounts.reduce((all: number, one: Account) => all + one.balance, 0);
    const corporate = balance.kinds.find((one: { kind: string }) => one.kind === 'corporate');
    expect(own).toBe(corporate.balance);
    const floats = balance.wallets.reduce((all: number, one: Account) => all + one.balance, 0);
    expect(floats).toBe(
      balance.kinds.find((one: { kind: string }) => one.kind === 'wallet').balance,
    );
    expect((await wallet('/ledger/volume?date=2999-01-01')).status).toBe(422);
  });

  it('agrees with KasPro at a look at one customer', async () => {
    const { customerId } = await platform.person('USER', 50_000);
    await eventually(async () => {
      const { body } = await wallet(`/ledger/drift/${customerId}`);
      return body[0].state === 'AGREES' && body[0].ours === 50_000 && body[0].drift === 0;
    }, SOON);
    expect((await wallet('/ledger/drift/nobody')).status).toBe(404);
    const { body } = await wallet('/ledger/drift?state=AGREES');
    expect(body.states).toContainEqual({ state: 'AGREES', accounts: expect.any(Number) });
  });
});
