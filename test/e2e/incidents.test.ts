/** The watcher beside the platform, as an operator meets it through the console. */
import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './console/browser-session.ts';
import { NOTICED, type Onlookers, openOnlookers, WALLET } from './console/onlookers.ts';
import { AFTER_A_FAULT, attach, type Platform } from './platform.ts';

let platform: Platform;
let seen: Onlookers;
beforeAll(async () => {
  platform = await attach();
  seen = await openOnlookers(platform.stack);
});
afterAll(async () => {
  // Whatever failed here, the tests after these need an honest ledger and a wallet that works.
  await seen.turn('tampered-ledger', false);
  await seen.letGo();
  await platform.detach();
});

describe('a canary', () => {
  it('goes to the wallet and back, and operators are told how long it took', async () => {
    const canary = await eventually(
      async () => {
        const { body } = await ask(seen.reader, '/api/services/payments/v1/operations');
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
    const incident = await eventually(() => seen.openOf('silence', start), NOTICED).finally(() =>
      process.kill(pid, 'SIGCONT'),
    );
    expect(incident).toMatchObject({ subject: `cash-out ${url}`, severity: 'page' });
    await eventually(() => seen.hasEnded(incident), AFTER_A_FAULT);
  });
});

describe('a page that breaks things', () => {
  it('shows what can be broken, to operators who may act alone', async () => {
    const { body } = await ask(seen.reader, '/api/break-it');
    expect(body).toMatchObject(
      ['kaspro-outage', 'lost-answers', 'poison', 'killed-consumer', 'tampered-ledger'].map(
        (name) => ({ name, running: false }),
      ),
    );
    expect((await seen.turn('poison', true, seen.reader)).status).toBe(403);
    expect((await seen.turn('nothing', true)).status).toBe(404);
    expect((await ask('', '/api/break-it')).status).toBe(401);
  });

  it('sends poison, which the watcher sees as dead letters', async () => {
    await forgetDeadLetters();
    const start = new Date();
    expect((await seen.turn('poison', true)).status).toBe(200);
    await eventually(() => seen.openOf('dead-letters', start), NOTICED);
  });

  it('kills a consumer, which its launcher starts again', async () => {
    const pids = () => platform.stack.services.payments.map(({ pid }) => pid);
    const before = pids();
    expect((await seen.turn('killed-consumer', true)).status).toBe(200);
    await eventually(() => pids().some((pid) => !before.includes(pid)), AFTER_A_FAULT);
  });
});

/** An incident that is open already, of what other tests have left, would hide the one of this poison. */
async function forgetDeadLetters(): Promise<void> {
  for (const service of ['wallet', 'payments', 'cash-out']) {
    const operations = `/api/services/${service}/v1/operations`;
    const { body } = await ask(seen.actor, `${operations}/failures?limit=1000`);
    const ids = body.map(({ id }: { readonly id: string }) => id);
    const drops = { body: { ids, reason: 'left by other tests' } };
    if (ids.length > 0) await ask(seen.actor, `${operations}/drops`, drops);
  }
  const open = await seen.findOpen('dead-letters', new Date(0));
  if (open) await eventually(() => seen.hasEnded(open), AFTER_A_FAULT);
}

describe('a ledger that was tampered with', () => {
  it('is contained and paged, is not repaired, and goes on when a person says so', async () => {
    const start = new Date();
    const person = await platform.person('USER', 10_000);
    expect((await seen.turn('tampered-ledger', true)).body).toMatchObject({ running: true });
    const contained = async () => {
      const found = await seen.openOf('ledger-sum', start);
      if (found.act?.state !== 'HELPED') throw new Error(`its act is ${found.act?.state}`);
      return found;
    };
    const [told] = await Promise.allSettled([eventually(contained, AFTER_A_FAULT)]);
    // The console that has taken it need not be the one that gives it back.
    await seen.restartConsole();
    expect(await seen.isOn('tampered-ledger')).toBe(true);
    await seen.turn('tampered-ledger', false);
    if (told.status === 'rejected') throw told.reason;
    const incident = told.value;
    expect(incident).toMatchObject({ severity: 'page', act: { name: 'hold-wallet-consumer' } });
    await eventually(() => seen.hasEnded(incident), AFTER_A_FAULT);
    const { body: now } = await ask(seen.reader, WALLET);
    expect(now).toMatchObject({ consumers: [{ held: { by: 'watcher' } }] });
    const again = await ask(seen.actor, `/api/incidents/${incident.incidentId}/acts`, {
      body: { reason: 'once more' },
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'INCIDENT_ENDED' } });
    expect((await seen.letGo()).status).toBe(200);
    const { body: audit } = await ask(seen.reader, `${WALLET}/audit`);
    expect(audit).toContainEqual(
      expect.objectContaining({ act: 'HOLD_CONSUMER', actor: 'watcher' }),
    );
    expect(await platform.booksAgree([person])).toBe(true);
  });
});
