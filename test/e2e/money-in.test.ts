import { randomUUID } from 'node:crypto';
import { call, type Person, proveIdentity, UnexpectedAnswer } from '@angkutan/local';
import { eventually } from '@angkutan/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { WalletView } from './calls.ts';
import { attach, type Platform, ride, SOON } from './platform.ts';

interface Instruction {
  readonly channel: string;
  readonly provider: string;
  readonly number: string;
  readonly adminFee: number;
  readonly steps: readonly string[];
}

let platform: Platform;
beforeAll(async () => {
  platform = await attach();
});
afterEach(() => platform.faults([]));
afterAll(() => platform.detach());

const at = (path: string): string => `${platform.stack.services.wallet[0]?.url}${path}`;
const as = (role: 'customer' | 'driver' | 'ops-act', sub: string): Promise<string> =>
  platform.stack.token({ sub, role });
const shows = (person: Person, wallet: Partial<WalletView>): Promise<true> =>
  eventually(async () => {
    expect(await platform.wallet(person)).toMatchObject(wallet);
    return true as const;
  }, SOON);
const sandbox = (path: string, body: object): Promise<{ providerReference: string }> =>
  call({ url: `${platform.stack.kaspro.url}/sandbox/${path}`, body });
async function payIn(number: string, amount: number): Promise<string> {
  const { providerReference } = await sandbox('top-ups', { number, amount });
  return providerReference;
}
async function instructionsFor(person: Person, sub = person.customerId): Promise<Instruction[]> {
  const url = at(`/v1/wallets/${person.customerId}/top-up-instructions`);
  const role = person.role === 'DRIVER' ? 'driver' : 'customer';
  return call<Instruction[]>({ url, token: await as(role, sub) });
}

describe.each([
  ['all well', []],
  ['callbacks come twice', [{ operation: 'callback', fault: 'duplicate' }]],
  ['callbacks overtake each other', [{ operation: 'callback', fault: 'reorder', count: 2 }]],
])('money comes in: %s', (_weather, faults) => {
  it('waits over a limit, is released by the upgrade, and is taken back by the store', async () => {
    const rider = await platform.person('USER');
    await platform.faults(faults);
    const [first] = await instructionsFor(rider);
    const reference = await payIn(first?.number ?? '', 2_500_000);
    await payIn(first?.number ?? '', 100_000);
    await shows(rider, { available: 2_000_000, suspense: 600_000, tier: 'BASIC' });
    await platform.booksAgree([rider]);
    await proveIdentity(platform.stack, rider.customerId);
    await shows(rider, { available: 2_600_000, suspense: 0, tier: 'PREMIUM' });
    await sandbox('reversals', { providerReference: reference });
    await shows(rider, { available: 100_000, owed: 0 });
    await platform.booksAgree([rider]);
  });
});

describe('a top-up that is taken back when it is spent', () => {
  it('leaves a debt that blocks spending and is collected from the next credit', async () => {
    const [rider, driver] = [await platform.person('USER'), await platform.person('DRIVER')];
    const [first] = await instructionsFor(rider);
    const reference = await payIn(first?.number ?? '', 50_000);
    await shows(rider, { available: 50_000 });
    const rideId = `ride-${randomUUID()}`;
    await platform.rides.publish(ride({ rideId, rider, driver }).completed);
    await platform.becomes(rideId, ['SETTLED']);
    await sandbox('reversals', { providerReference: reference });
    await shows(rider, { available: 0, owed: 20_000 });
    await payIn(first?.number ?? '', 50_000);
    await shows(rider, { available: 30_000, owed: 0 });
    await platform.booksAgree([rider, driver]);
  });
});

describe('the instructions', () => {
  it('name each bank and store, the fee and the steps, and are nobody else’s', async () => {
    const driver = await platform.person('DRIVER');
    const ways = await instructionsFor(driver);
    expect(ways.length).toBeGreaterThan(3);
    for (const { channel, number, adminFee, steps } of ways) {
      expect(adminFee).toBe(channel === 'MODERN_TRADE' ? 2_000 : 1_000);
      expect(number.endsWith(driver.mobileNumber)).toBe(true);
      expect(steps.length).toBeGreaterThan(2);
      expect(steps.join(' ')).toContain(number);
      expect(steps.join(' ')).not.toContain('{{');
    }
    const foreign = instructionsFor(driver, 'somebody-else');
    await expect(foreign).rejects.toMatchObject({ status: 404 });
  });
});

describe('money of a number that is nobody’s', () => {
  it('goes to its owner when two operators have said so, and to nobody else', async () => {
    const rider = await platform.person('USER');
    const [first] = await instructionsFor(rider);
    const stranger = first?.number.replace(rider.mobileNumber, '081999999999') ?? '';
    const id = await payIn(stranger, 75_000);
    const [ani, budi] = [await as('ops-act', 'ani'), await as('ops-act', 'budi')];
    const url = at(`/v1/suspense/${id}/resolutions`);
    const { customerId } = rider;
    const body = { resolution: 'ASSIGN', customerId, role: 'USER', reason: 'salah nomor' };
    const { approvalId } = await eventually(
      () => call<{ approvalId: string }>({ url, body, token: ani }),
      { within: 60_000 },
    );
    const approval = { url: at(`/v1/approvals/${approvalId}`), body: {} };
    await expect(call({ ...approval, token: ani })).rejects.toThrow(UnexpectedAnswer);
    await call({ ...approval, token: budi });
    await shows(rider, { available: 75_000 });
    await platform.booksAgree([rider]);
  });
});
