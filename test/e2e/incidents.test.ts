/** The watcher beside the platform, as an operator meets it through the console. */
import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, signInBoth } from './console/browser-session.ts';
import { AFTER_A_FAULT, attach, type Platform } from './platform.ts';

interface Incident {
  readonly incidentId: string;
  readonly signature: string;
  readonly subject: string;
  readonly since: string;
  readonly endedAt?: string;
  readonly act?: { readonly name: string; readonly state: string };
}

const NOTICED = { within: 15_000 };

let platform: Platform;
let reader: string;
let actor: string;
beforeAll(async () => {
  platform = await attach();
  ({ reader, actor } = await signInBoth(platform.stack));
});
afterAll(async () => {
  // Whatever failed here, the tests after these need an honest ledger and a wallet that works.
  await turn('tampered-ledger', false);
  await letGo();
  await platform.detach();
});

async function incidents(signature: string, since: Date): Promise<readonly Incident[]> {
  const { body }: { body?: readonly Incident[] } = await ask(reader, '/api/incidents');
  const told = body?.filter((one) => one.signature === signature) ?? [];
  return told.filter((one) => new Date(one.since) >= since);
}
/** @throws while there is none */
async function openOf(signature: string, since: Date): Promise<Incident> {
  const open = (await incidents(signature, since)).find(({ endedAt }) => endedAt === undefined);
  if (!open) throw new Error(`no ${signature} is open`);
  return open;
}
const hasEnded = async ({ signature, incidentId, since }: Incident): Promise<boolean> =>
  (await incidents(signature, new Date(since))).some(
    (one) => one.incidentId === incidentId && one.endedAt !== undefined,
  );
const turn = (name: string, on: boolean, cookie = actor) =>
  ask(cookie, `/api/break-it/${name}`, { body: { on } });

const WALLET = '/api/services/wallet/v1/operations';
const letGo = () =>
  ask(actor, `${WALLET}/consumers/angkutan.wallet/releases`, {
    body: { reason: 'the row is as it was' },
  });

describe('a canary', () => {
  it('goes to the wallet and back, and operators are told how long it took', async () => {
    const canary = await eventually(
      async () => {
        const { body } = await ask(reader, '/api/services/payments/v1/operations');
        return body.canary;
      },
      { within: 30_000 },
    );
    expect(canary).toMatchObject({ objective: 0.999 });
    expect(canary.good).toBeGreaterThan(0);
    expect(canary.tookMs).toBeLessThan(5_000);
  });
});

describe('an instance that is silent', () => {
  it('is an incident within 15 s, which ends by itself once it answers again', async () => {
    const start = new Date();
    const { url = '', pid = 0 } = platform.stack.services['cash-out'][1] ?? {};
    // Stopped, it stays silent for as long as we like: one that is killed may be back before the second look.
    process.kill(pid, 'SIGSTOP');
    const incident = await eventually(() => openOf('silence', start), NOTICED).finally(() =>
      process.kill(pid, 'SIGCONT'),
    );
    expect(incident).toMatchObject({ subject: `cash-out ${url}`, severity: 'page' });
    await eventually(() => hasEnded(incident), AFTER_A_FAULT);
  });
});

describe('a page that breaks things', () => {
  it('shows what can be broken, to operators who may act alone', async () => {
    const { body } = await ask(reader, '/api/break-it');
    expect(body).toMatchObject(
      ['kaspro-outage', 'lost-answers', 'poison', 'killed-consumer', 'tampered-ledger'].map(
        (name) => ({ name, running: false }),
      ),
    );
    expect((await turn('poison', true, reader)).status).toBe(403);
    expect((await turn('nothing', true)).status).toBe(404);
    expect((await ask('', '/api/break-it')).status).toBe(401);
  });

  it('sends poison, which the watcher sees as dead letters', async () => {
    const start = new Date();
    expect((await turn('poison', true)).status).toBe(200);
    await eventually(() => openOf('dead-letters', start), NOTICED);
  });

  it('kills a consumer, which its launcher starts again', async () => {
    const pids = () => platform.stack.services.payments.map(({ pid }) => pid);
    const before = pids();
    expect((await turn('killed-consumer', true)).status).toBe(200);
    await eventually(() => pids().some((pid) => !before.includes(pid)), AFTER_A_FAULT);
  });
});

describe('a ledger that was tampered with', () => {
  it('is contained and paged, is not repaired, and goes on when a person says so', async () => {
    const start = new Date();
    const person = await platform.person('USER', 10_000);
    expect((await turn('tampered-ledger', true)).body).toMatchObject({ running: true });
    const contained = async () => {
      const found = await openOf('ledger-sum', start);
      if (found.act?.state !== 'HELPED') throw new Error(`its act is ${found.act?.state}`);
      return found;
    };
    const [told] = await Promise.allSettled([eventually(contained, AFTER_A_FAULT)]);
    await turn('tampered-ledger', false);
    if (told.status === 'rejected') throw told.reason;
    const incident = told.value;
    expect(incident).toMatchObject({ severity: 'page', act: { name: 'hold-wallet-consumer' } });
    await eventually(() => hasEnded(incident), AFTER_A_FAULT);
    const { body: now } = await ask(reader, WALLET);
    expect(now).toMatchObject({ consumers: [{ held: { by: 'watcher' } }] });
    const again = await ask(actor, `/api/incidents/${incident.incidentId}/acts`, {
      body: { reason: 'once more' },
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'INCIDENT_ENDED' } });
    expect((await letGo()).status).toBe(200);
    const { body: audit } = await ask(reader, `${WALLET}/audit`);
    expect(audit).toContainEqual(
      expect.objectContaining({ act: 'HOLD_CONSUMER', actor: 'watcher' }),
    );
    expect(await platform.booksAgree([person])).toBe(true);
  });
});
