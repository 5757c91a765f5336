import { randomUUID } from 'node:crypto';
import type { AnyEvent } from '@angkutan/events';
import { createIdentityVault } from '../src/store/identity-vault.ts';
import type { CustomerRow } from '../src/store/rows.ts';
import type { OnboardingUnderTest } from './onboarding-under-test.ts';
import { formOf, photo } from './photos.ts';

/** What customers and operators do about an identity, over HTTP. */
export async function kycFlows(app: OnboardingUnderTest) {
  const picture = await photo();
  const customers = () => app.connection.collection<CustomerRow>('customers');

  async function upgrade(customerId: string, form = formOf(picture), sub = customerId) {
    const caller = await app.bearer(sub, 'customer');
    return app.upload(`/v1/customers/${customerId}/upgrade`, form, caller);
  }

  /** A registered customer: by default one whom the simulated KTP names. */
  async function registered(role = 'USER', name = 'Siti Rahayu', mobileNumber = app.newNumber()) {
    const verificationToken = await app.prove(mobileNumber);
    const { body } = await app.register({ mobileNumber, verificationToken, role, name });
    return { customerId: String(body.customerId), mobileNumber };
  }

  return {
    picture,
    customers,
    upgrade,
    registered,
    async decide(customerId: string, decision: string, role = 'ops-act') {
      const headers = { 'idempotency-key': randomUUID(), ...(await app.bearer('ops1', role)) };
      const json = { decision, reason: 'Compared with the civil registry' };
      return app.call(`/v1/customers/${customerId}/kyc-decisions`, { json, headers });
    },
    async read(customerId: string, role = 'ops') {
      const headers = await app.bearer(role.startsWith('ops') ? 'ops' : customerId, role);
      return (await app.call(`/v1/customers/${customerId}`, { headers })).body;
    },
    async reviews() {
      return (await app.call('/v1/kyc-reviews', { headers: await app.bearer('ops', 'ops') })).body;
    },
    /** What was told of a customer after the registration, in order: types, and codes of reasons. */
    async told(customerId: string) {
      const mine = (await app.events()).filter(
        ({ data }) => 'customerId' in data && data.customerId === customerId,
      );
      const before = ['MobileNumberVerified', 'CustomerRegistered'];
      const after = mine.filter(({ type }) => !before.includes(type));
      return after.map((event) => [event.type, ...codesOf(event)].join(' '));
    },
    /** Customers whom KasPro does not know, as they lie in the database: a hundred need no hundred codes. */
    async customersAtRest(count: number): Promise<readonly string[]> {
      const vault = createIdentityVault(app.environment.KEY_ENCRYPTION_KEY);
      const rows = Array.from({ length: count }, (): CustomerRow => {
        const _id = randomUUID();
        const identity = vault.seal(_id, { mobileNumber: '+6281299999999', name: 'Siti' });
        const consents = { terms: '1', privacy: '1' };
        const role = { role: 'USER', since: new Date(), tokenHash: _id, consents } as const;
        const rest = { tier: 'BASIC', accounts: ['SUBSCRIBER'], roles: [role] } as const;
        return { _id, phoneHash: _id, identity, ...rest };
      });
      await customers().insertMany(rows);
      return rows.map(({ _id }) => _id);
    },
    /** Two customers whose simulated KTP has one NIK: it follows from a number's last eight digits. */
    async twins() {
      const digits = app.newNumber().slice(-8);
      const one = registered('USER', 'Siti Rahayu', `0812${digits}`);
      const two = registered('USER', 'Siti Rahayu', `0813${digits}`);
      return [await one, await two] as const;
    },
    /** A customer whose card names somebody else. */
    async inReview() {
      const { customerId } = await registered();
      await app.renameAtRest(customerId, 'Siti Rahma');
      const { status } = await upgrade(customerId);
      if (status !== 202) throw new Error(`not in review, but answered ${status}`);
      return customerId;
    },
  };
}

function codesOf({ data }: AnyEvent): readonly string[] {
  if ('tier' in data) return [data.tier];
  if ('reasons' in data) return data.reasons;
  return 'reason' in data ? [data.reason] : [];
}

export type KycFlows = Awaited<ReturnType<typeof kycFlows>>;
