import { randomUUID } from 'node:crypto';
import { call, type Person, UnexpectedAnswer } from '@angkutan/local';
import { eventually } from '@angkutan/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { attach, type Platform, ride, SOON } from './platform.ts';
import { type Break, openIn, reconcile } from './weathers/reconcile.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await attach();
});
afterEach(() => platform.faults([]));
afterAll(() => platform.detach());

/** Asked for by one operator, refused to that one, approved by another. */
async function agree(path: string, body: object): Promise<void> {
  const url = (to: string): string => `${platform.stack.services.wallet[0]?.url}${to}`;
  const as = (sub: string): Promise<string> => platform.stack.token({ sub, role: 'ops-act' });
  const [ani, budi] = [await as('ani'), await as('budi')];
  const asked = { url: url(path), body: { ...body, reason: 'Surat KasPro' }, token: ani };
  const { approvalId } = await call<{ approvalId: string }>(asked);
  const approval = { url: url(`/v1/approvals/${approvalId}`), body: {} };
  await expect(call({ ...approval, token: ani })).rejects.toThrow(UnexpectedAnswer);
  await call({ ...approval, token: budi });
}

const ofPerson = (breaks: readonly Break[], { customerId }: Person): Break | undefined =>
  breaks.find((one) => one.account === `customer/${customerId}/SUBSCRIBER`);

describe('a break', () => {
  it('is resolved by two operators, and the next run has nothing to say of it', async () => {
    const rider = await platform.person('USER');
    const { account } = rider;
    await platform.faults([{ operation: 'callback', fault: 'missing', accounts: [account] }]);
    await platform.pay(rider, 33_000);
    const found = await eventually(async () => {
      const one = ofPerson(openIn(await reconcile(platform)), rider);
      if (!one) throw new Error('KasPro’s line is not found yet');
      return one;
    }, SOON);
    const path = `/v1/breaks/${found.breakId}/resolutions`;
    await agree(path, { resolution: 'ACCEPT_THEIRS' });
    expect(await platform.available(rider)).toBe(33_000);
    await platform.booksAgree([rider]);
    const report = await reconcile(platform);
    expect(ofPerson(report.breaks, rider)).toMatchObject({ status: 'RESOLVED', owner: 'ani' });
    await expect(agree(path, { resolution: 'ACCEPT_THEIRS' })).rejects.toThrow(UnexpectedAnswer);
    expect(await platform.available(rider)).toBe(33_000);
  });
});

describe('a debt that nobody will pay', () => {
  it('is given up by two operators: the ride is settled by name, and it is the company’s loss', async () => {
    const [rider, driver] = [
      await platform.person('USER', 10_000),
      await platform.person('DRIVER'),
    ];
    const rideId = `ride-${randomUUID()}`;
    await platform.rides.publish(ride({ rideId, rider, driver }).completed);
    const { outstanding } = await platform.becomes(rideId, ['OUTSTANDING']);
    const path = `/v1/wallets/${rider.customerId}/debt-write-offs`;
    await agree(path, { role: 'USER', amount: outstanding });
    const payment = await platform.becomes(rideId, ['SETTLED']);
    expect(payment).toMatchObject({ outstanding: 0, writtenOff: outstanding });
    expect(JSON.stringify(payment.timeline)).toContain('DEBT_WRITTEN_OFF');
    expect((await platform.wallet(rider)).owed).toBe(0);
    expect(await platform.balanceOf('losses')).toBeLessThanOrEqual(-outstanding);
    await platform.booksAgree([rider, driver]);
  });
});

describe('a transfer that nobody asked for', () => {
  it('is not found, and one that has ended is not for people to say', async () => {
    const body = { outcome: 'CONFIRMED' };
    const resolutions = (reference: string): string => `/v1/instructions/${reference}/resolutions`;
    await expect(agree(resolutions('none'), body)).rejects.toMatchObject({ status: 404 });
    const [rider, driver] = [
      await platform.person('USER', 50_000),
      await platform.person('DRIVER'),
    ];
    const rideId = `ride-${randomUUID()}`;
    await platform.rides.publish(ride({ rideId, rider, driver }).completed);
    await platform.becomes(rideId, ['SETTLED']);
    const { partnerReferences } = await platform.payment(rideId);
    const [reference = ''] = partnerReferences;
    await expect(agree(resolutions(reference), body)).rejects.toMatchObject({ status: 409 });
    const keep = { outcome: 'KEEP_CAPTURED' };
    await expect(agree(resolutions(reference), keep)).rejects.toMatchObject({ status: 409 });
  });
});
