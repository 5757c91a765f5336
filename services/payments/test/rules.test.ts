import { FIRST_RULES, type Rules } from '@angkutan/rules';
import { eventually, unique } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aRide, completed, walletOpened } from './events.ts';
import { paymentsUnderTest, type PaymentsUnderTest } from './payments-under-test.ts';

let payments: PaymentsUnderTest;
beforeAll(async () => {
  payments = await paymentsUnderTest({ instances: 2 });
  await payments.send(walletOpened('ani', 'USER'), walletOpened('budi', 'DRIVER'));
});
afterAll(() => payments?.close());

/** The one version that is waited for; all others start later, one after the other. */
const AHEAD_MS = 8_000;
let later = 60_000;
const HALF = { platform: 5_000, support: 0 };

/** A version that takes half of every fare by car. */
function version(with_: object = {}) {
  const { version: _name, validFrom: _start, ...terms } = FIRST_RULES;
  const commission = { ...terms.commission, CAR: HALF };
  later += 10_000;
  const validFrom = ahead(later);
  return { version: unique('v'), validFrom, reason: 'KM 1', ...terms, commission, ...with_ };
}

interface Call {
  readonly role?: string;
  readonly key?: string;
  readonly instance?: number;
}

interface Init {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function call(path: string, init: Init, { role = 'ops-act', instance = 0 }: Call) {
  const token = await payments.token({ sub: 'dewi', role });
  const answer = await fetch(`${payments.urls[instance]}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, 'accept-language': 'en', ...init.headers },
  });
  const body: unknown = await answer.json();
  return { status: answer.status, replayed: answer.headers.get('idempotency-replayed'), body };
}

const add = (body: object, asked: Call = {}) =>
  call(
    '/v1/rules',
    {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': asked.key ?? unique('key'),
      },
      body: JSON.stringify(body, (_name, value: unknown) =>
        typeof value === 'bigint' ? Number(value) : value,
      ),
    },
    asked,
  );
const table = async (asked: Call = {}) => (await call('/v1/rules', {}, asked)).body;
const toldOf = (name: string) => payments.rulesTold().filter((one) => one.version === name);

describe('a version of the rules', () => {
  test('shows with who added it, why, and which one is in force', async () => {
    const wanted = version({ validFrom: ahead(AHEAD_MS) });
    await add(wanted);
    const { version: name, validFrom, reason } = wanted;
    const added = { version: name, validFrom, reason, addedBy: 'dewi', tip: { max: 500_000 } };
    for (const role of ['ops', 'ops-act', 'service']) {
      expect(await table({ role })).toMatchObject({
        versions: expect.arrayContaining([expect.objectContaining({ version: '2022-09' })]),
      });
      const { versions } = Object(await table({ role }));
      expect(versions.at(-1)).toMatchObject(added);
    }
    await eventually(async () => Object(await table())['inForce'] === name, { within: 20_000 });
  });

  test('is added once by whoever acts, told whole, and replayed under the same key', async () => {
    const wanted = version();
    const key = unique('key');
    const first = await add(wanted, { key });
    expect(first).toMatchObject({
      status: 201,
      body: { version: wanted.version, validFrom: wanted.validFrom },
    });
    expect(await add(wanted, { key, instance: 1 })).toEqual({ ...first, replayed: 'true' });
    await eventually(() => toldOf(wanted.version).length > 0);
    const { commission, tip, qris, cashOut, tiers, topUp } = FIRST_RULES;
    expect(toldOf(wanted.version)).toEqual([
      {
        eventId: expect.any(String),
        occurredAt: expect.any(Number),
        version: wanted.version,
        validFrom: Date.parse(wanted.validFrom),
        commission: { ...commission, CAR: HALF },
        tip,
        qris,
        cashOut,
        tiers,
        topUp,
      },
    ]);
  });

  test('decides what comes from its hour on, and what was decided before stays as it was', async () => {
    const wanted = version();
    expect(await add(wanted)).toMatchObject({ status: 201 });
    const rides = { before: aRide(), from: aRide() };
    const start = Date.parse(wanted.validFrom);
    await payments.send(completed(rides.before, { occurredAt: start - 1 }));
    const before = await paymentOf(rides.before.rideId);
    expect(before).not.toMatchObject({ rulesVersion: wanted.version });
    await payments.send(completed(rides.from, { occurredAt: start }));
    expect(await paymentOf(rides.from.rideId)).toMatchObject({
      rulesVersion: wanted.version,
      splits: [{ amount: 12_500 }, { amount: 12_500 }],
    });
    expect(await paymentOf(rides.before.rideId)).toEqual(before);
  });

  test('is refused by name, and nothing changes', async () => {
    const last = version();
    await add(last);
    const before = await table();
    const taken = version({ version: '2022-09' });
    const past = version({ validFrom: '2026-01-01T00:00:00+07:00' });
    const tooSoon = version({ validFrom: ahead(500) });
    const overlapping = version({ validFrom: last.validFrom });
    const cheating = version({ commission: dear(6_000, 4_001) });
    for (const [code, body] of [
      ['RULES_VERSION_TAKEN', taken],
      ['RULES_RETROACTIVE', past],
      ['RULES_RETROACTIVE', tooSoon],
      ['RULES_OVERLAP', overlapping],
      ['RULES_TOO_FAR_AHEAD', version({ validFrom: '2099-01-01T00:00:00Z' })],
      ['RULES_COMMISSION_ABOVE_FARE', cheating],
    ] as const) {
      expect(await add(body)).toMatchObject({ status: 422, body: { code } });
    }
    expect(await add(version({ commission: dear(10_001, 0) }))).toMatchObject({ status: 400 });
    expect(await table()).toEqual(before);
  });

  test('is for those who act alone', async () => {
    for (const role of ['ops', 'service', 'customer', 'driver', 'merchant']) {
      expect(await add(version(), { role })).toMatchObject({ status: 403 });
    }
    expect(await call('/v1/rules', {}, { role: 'customer' })).toMatchObject({ status: 403 });
  });

  test('of two that are asked for at once and overlap, one is added', async () => {
    const { validFrom } = version();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, at) => add(version({ validFrom }), { instance: at % 2 })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422, 422, 422, 422, 422]);
  });
});

const ahead = (ms: number): string => new Date(Date.now() + ms).toISOString();
const dear = (platform: number, support: number): Rules['commission'] => ({
  ...FIRST_RULES.commission,
  BIKE: { platform, support },
});

const paymentOf = (rideId: string): Promise<unknown> =>
  eventually(async () => {
    const { status, body } = await call(`/v1/payments/${rideId}.ride.1`, {}, { role: 'service' });
    return status === 200 ? body : undefined;
  });
