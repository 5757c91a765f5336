import { randomUUID } from 'node:crypto';
import { call, type Person } from '@angkutan/local';
import { FIRST_RULES, type Terms } from '@angkutan/rules';
import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CashDesk, cashDesk } from './cash-desk.ts';
import { attach, type Platform, ride, SOON } from './platform.ts';

/** Long enough for a ride and a cash-out before the hour comes. */
const AHEAD_MS = 12_000;
const { version: _first, validFrom: _start, ...FIRST_TERMS } = FIRST_RULES;
const BANK = { ...FIRST_TERMS.cashOut.BANK, fee: 2_000n };
const OTHER_TERMS: Terms = {
  ...FIRST_TERMS,
  commission: { ...FIRST_TERMS.commission, BIKE: { platform: 800, support: 200 } },
  cashOut: { ...FIRST_TERMS.cashOut, BANK },
};
const TO_BANK = {
  channel: 'BANK',
  bankCode: '014',
  accountNumber: '0012345678',
  accountName: 'Siti Rahayu',
  amount: 100_000,
};

let platform: Platform;
let desk: CashDesk;
let rider: Person;
let driver: Person;
let ops: string;
beforeAll(async () => {
  platform = await attach();
  desk = cashDesk(platform);
  rider = await desk.someone('USER', 1_000_000);
  driver = await platform.person('DRIVER');
  ops = await platform.stack.token({ sub: 'e2e-ops', role: 'ops-act' });
});
/** What the other files expect is what held before. */
afterAll(async () => {
  const { version } = await eventually(async () => {
    const { status, body } = await add(FIRST_TERMS, 4_000);
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body;
  }, SOON);
  await untilCounts(version, 2_500);
  await platform.detach();
});

const url = (service: 'payments' | 'cash-out' | 'wallet', path: string): string =>
  `${platform.stack.services[service][0]?.url}${path}`;

/** Asks for a version with these terms that starts so far ahead. */
async function add(terms: Terms, aheadMs: number) {
  const validFrom = new Date(Date.now() + aheadMs).toISOString();
  const answer = await fetch(url('payments', '/v1/rules'), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${ops}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify(
      { version: `e2e-${randomUUID()}`, validFrom, reason: 'e2e', ...terms },
      (_name, value: unknown) => (typeof value === 'bigint' ? Number(value) : value),
    ),
  });
  const body: { version: string; code?: string } = JSON.parse(await answer.text());
  return { status: answer.status, body };
}

/** Waits until the version decides, everywhere; a cash-out costs this much then. */
const untilCounts = (version: string, fee: number): Promise<unknown> =>
  eventually(async () => {
    const table = await call<{ inForce: string }>({
      url: url('payments', '/v1/rules'),
      token: ops,
    });
    const path = '/v1/cash-outs/quote?channel=BANK&amount=100000';
    const quote = await call<{ fee: number }>({ url: url('cash-out', path), token: ops });
    const wallet = `/v1/wallets/${rider.customerId}`;
    const { limits } = await call<{ limits: { rulesVersion: string } }>({
      url: url('wallet', wallet),
      token: ops,
    });
    return table.inForce === version && quote.fee === fee && limits.rulesVersion === version;
  }, SOON);

interface Decided {
  readonly rulesVersion: string;
  readonly splits: readonly { readonly purpose: string; readonly amount: number }[];
}

/** A ride of 20,000 that is completed now, and what its payment says. */
async function rideNow(): Promise<{ version: string; commission: number | undefined }> {
  const rideId = `ride-${randomUUID()}`;
  await platform.rides.publish(ride({ rideId, rider, driver }).completed);
  const { paymentId } = await platform.becomes(rideId, ['SETTLED']);
  const path = `/v1/payments/${paymentId}`;
  const { rulesVersion, splits } = await call<Decided>({ url: url('payments', path), token: ops });
  const commission = splits.find(({ purpose }) => purpose === 'COMMISSION')?.amount;
  return { version: rulesVersion, commission };
}

async function cashOutNow(): Promise<{ version: string; fee: number }> {
  const cashOutId = await desk.ask(rider, TO_BANK);
  const { rulesVersion: version, fee } = await desk.becomes(rider, cashOutId, 'SETTLED');
  return { version, fee };
}

describe('a version of the rules', () => {
  it('changes the commission and the fee of what comes from its hour on; others than later ones are refused', async () => {
    const { status, body } = await add(OTHER_TERMS, AHEAD_MS);
    expect(status).toBe(201);
    expect(await add(OTHER_TERMS, AHEAD_MS / 2)).toMatchObject(refused('RULES_OVERLAP'));
    expect(await add(OTHER_TERMS, -60_000)).toMatchObject(refused('RULES_RETROACTIVE'));
    const [before, cashOut] = await Promise.all([rideNow(), cashOutNow()]);
    expect(before.commission).toBe(4_000);
    expect(cashOut.fee).toBe(2_500);
    expect([before.version, cashOut.version]).not.toContain(body.version);

    await untilCounts(body.version, 2_000);
    expect(await rideNow()).toEqual({ version: body.version, commission: 2_000 });
    expect(await cashOutNow()).toEqual({ version: body.version, fee: 2_000 });
    await platform.booksAgree([rider, driver]);
  });
});

const refused = (code: string) => ({ status: 422, body: { code } });
