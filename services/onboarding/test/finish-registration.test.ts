import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Provider } from '../src/domain/ports.ts';
import { createFinishRegistration, type FinishParts } from '../src/gateways/finish-registration.ts';
import { finishRegistrations } from '../src/jobs/finish-registrations.ts';
import { createCustomerBook, createOtpBook } from '../src/store/books.ts';
import { createIdentityVault } from '../src/store/identity-vault.ts';
import { openRows } from '../src/store/rows.ts';
import { openStore, type Store } from './store-under-test.ts';

const WINDOW_MS = 900_000;
const consents = { terms: 't1', privacy: 'p1' };

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

type Opened = Awaited<ReturnType<Provider['openAccount']>>['status'];
type Has = Awaited<ReturnType<Provider['hasAccount']>>['status'];

/** A person who has asked to be registered, and a KasPro that answers as told. */
async function asked(answers: { open: Opened; has: Has }) {
  const rows = await openRows(store.connection);
  const vault = createIdentityVault(randomBytes(32));
  const rules = { processingWindowMs: WINDOW_MS, consents, registerFirst: false };
  const customers = createCustomerBook(store.executor, { rows, vault, rules });
  const name = randomBytes(8).toString('hex');
  const [phoneHash, tokenHash, customerId] = [`p-${name}`, `t-${name}`, `c-${name}`];
  const proof = { phoneHash, tokenHash, newCustomerId: customerId };
  await createOtpBook(store.executor, rows).change({ type: 'VerifyNumber', ...proof });
  const identity = { mobileNumber: '+6281234567890', name: 'Siti' };
  const role = 'USER' as const;
  const person = { phoneHash, tokenHash, identity, role, consents };
  await customers.change({ type: 'Register', canSend: true, ...person });
  const sent: string[] = [];
  const provider: FinishParts['provider'] = {
    async openAccount({ reference }) {
      sent.push(reference);
      if (answers.open !== 'not-done') return { status: answers.open };
      return { status: 'not-done', retryAfterMs: 7_000 };
    },
    hasAccount: async () => ({ status: answers.has }),
    accountOf: () => '88881234567890',
  };
  const sealingKey = randomBytes(32);
  const finish = createFinishRegistration({ customers, provider, sealingKey });
  return {
    answers,
    customers,
    customerId,
    finish: () => finish(customerId),
    sent,
    finishOne: finish,
  };
}

describe('an open registration', () => {
  it('tried twice at once is sent once', async () => {
    const { finish, sent } = await asked({ open: 'open', has: 'open' });
    const outcomes = await Promise.all([finish(), finish(), finish()]);
    expect(sent).toHaveLength(1);
    expect(outcomes.filter(({ status }) => status === 'registered').length).toBeGreaterThan(0);
  });

  it('whose answer was lost is asked after, and sent anew only when the window has passed', async () => {
    const { answers, finish, sent } = await asked({ open: 'unknown', has: 'absent' });
    expect(await finish()).toMatchObject({ status: 'busy' });
    expect(await finish()).toMatchObject({ status: 'busy' });
    expect(sent).toHaveLength(1);
    store.clock.aheadMs = WINDOW_MS + 1_000;
    await finish();
    answers.open = 'open';
    expect(await finish()).toMatchObject({ status: 'registered' });
    expect(sent).toEqual([sent[0], sent[0]?.replace(/1$/, '2')]);
    store.clock.aheadMs = 0;
  });

  it('that KasPro knows after all is not sent again', async () => {
    const { answers, finish, sent } = await asked({ open: 'unknown', has: 'unknown' });
    expect(await finish()).toMatchObject({ status: 'busy' });
    answers.has = 'open';
    expect(await finish()).toMatchObject({ status: 'registered' });
    expect(sent).toHaveLength(1);
  });

  it('that was surely not sent goes again under the same reference', async () => {
    const { answers, finish, sent } = await asked({ open: 'not-done', has: 'absent' });
    expect(await finish()).toEqual({ status: 'busy', retryAfterMs: 7_000 });
    answers.open = 'open';
    expect(await finish()).toMatchObject({ status: 'registered' });
    expect(new Set(sent).size).toBe(1);
  });

  it('that lost its caller is finished by the sweep, once it has stood still', async () => {
    const { customers, customerId, finishOne } = await asked({ open: 'open', has: 'absent' });
    const roles = async () => (await customers.find(customerId))?.roles.map(({ role }) => role);
    await finishRegistrations(customers, finishOne, new Date());
    expect(await roles()).toEqual([]);
    await finishRegistrations(customers, finishOne, new Date(Date.now() + 11_000));
    expect(await roles()).toEqual(['USER']);
  });
});
