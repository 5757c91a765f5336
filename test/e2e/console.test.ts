/** The console's server, as a browser meets it. */
import { randomUUID } from 'node:crypto';
import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, consoleUrl, signIn, signInBoth, stateWhen } from './console/browser-session.ts';
import { attach, type Platform, settledRide } from './platform.ts';
import { sendRaw } from './send-raw.ts';
import { idsIn, parentOf, strangers, traced } from './spans.ts';

interface State {
  readonly services: readonly { name: string; instances: readonly { reachable: boolean }[] }[];
  readonly groups: readonly { group: string; state: string; members: unknown[]; lag: number }[];
}
interface Step {
  readonly kind: string;
  readonly service: string;
  readonly title: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Steps that stay as they are; transfers go on, and so does reconciliation. */
const lasting = (steps: readonly Step[]): readonly Step[] =>
  steps.filter(({ kind }) => kind === 'event' || kind === 'posting');

/** A poison message is on the screen within five seconds. */
const SHOWN = { within: 5_000 };

let platform: Platform;
let reader: string;
let actor: string;
beforeAll(async () => {
  platform = await attach();
  ({ reader, actor } = await signInBoth(platform.stack));
});
afterAll(() => platform.detach());

describe('a session', () => {
  it('is for operators alone, and its cookie is for no script and no other site', async () => {
    expect(reader).toMatch(/HttpOnly/);
    expect(reader).toMatch(/SameSite=Strict/);
    expect((await ask(reader, '/api/session')).body).toMatchObject({ sub: 'sre-1', role: 'ops' });
    const customer = await platform.stack.token({ sub: 'c-1', role: 'customer' });
    expect((await signIn(customer)).status).toBe(403);
    expect((await signIn('no token')).status).toBe(401);
    expect((await ask('', '/api/session')).status).toBe(401);
    expect((await ask('', '/api/state')).status).toBe(401);
    expect((await ask('', '/api/services/wallet/v1/operations')).status).toBe(401);
  });

  it('changes nothing for a page that is not ours', async () => {
    const path = '/api/services/wallet/v1/operations/drops';
    const body = { ids: ['angkutan.wallet:none'], reason: 'test' };
    const call = { body };
    expect((await ask(actor, path, { ...call, foreign: true })).status).toBe(403);
    expect((await ask(actor, path, call)).body).toMatchObject({ code: 'DEAD_LETTERS_NOT_DEAD' });
  });

  it('acts in the trace of its page, through the console, in the service', async () => {
    const traceparent = `00-${randomUUID().replaceAll('-', '')}-${'a'.repeat(16)}-01`;
    const path = '/api/services/wallet/v1/operations/consumers/angkutan.wallet/releases';
    await ask(actor, path, { body: { reason: 'nothing is held' }, traceparent });
    const [traceId, spanId] = idsIn(traceparent);
    const act = 'POST /v1/operations/consumers/{group}/releases';
    const spans = await traced(traceId, ['hand on an act', act]);
    expect(strangers(spans)).toEqual(new Set([spanId]));
    expect(parentOf(spans, act)).toBe('hand on an act');
  });

  it('of who may only read reaches no act of a service', async () => {
    const path = '/api/services/wallet/v1/operations/consumers/angkutan.wallet/holds';
    const held = await ask(reader, path, { body: { reason: 'test' } });
    expect(held).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    expect((await ask(reader, '/api/services/nothing/v1/operations')).status).toBe(404);
  });
});

describe('the state', () => {
  it('has every instance of every service and every consumer group, none of them late', async () => {
    const groups = ['angkutan.cash-out', 'angkutan.payments', 'angkutan.wallet'];
    const state = await stateWhen<State>(reader, (one) =>
      groups.every((name) => one.groups.some(({ group }) => group === name)),
    );
    expect(state.services.map(({ name }) => name)).toEqual([
      'onboarding',
      'wallet',
      'payments',
      'cash-out',
    ]);
    for (const { instances } of state.services) {
      expect(instances).toMatchObject([{ reachable: true }, { reachable: true }]);
    }
    for (const { state: stable, members } of state.groups) {
      expect([stable, members.length]).toEqual(['Stable', 2]);
    }
  });
});

describe('a poison message', () => {
  it('is among the failures within five seconds, foreseen as refused again', async () => {
    const key = `poison-${randomUUID()}`;
    await sendRaw(platform, key, Buffer.from('poison'));
    const failures = `/api/services/payments/v1/operations/failures?search=${key}`;
    const [letter] = await eventually(async () => {
      const { body } = await ask(reader, failures);
      if (body.length === 0) throw new Error('not there yet');
      return body;
    }, SHOWN);
    expect(letter).toMatchObject({ group: 'angkutan.payments', key, status: 'DEAD' });
    const previews = '/api/services/payments/v1/operations/previews';
    const asked = { body: { ids: [letter.id] } };
    expect((await ask(reader, previews, asked)).body).toMatchObject([{ outcome: 'refused' }]);
    const drops = '/api/services/payments/v1/operations/drops';
    const dropped = { body: { ids: [letter.id], reason: 'a test' } };
    expect((await ask(actor, drops, dropped)).status).toBe(200);
    expect((await ask(reader, failures)).body).toEqual([]);
  });
});

describe('a story', () => {
  it('of a ride has its events, ledger postings and calls to KasPro, from any id in it', async () => {
    const rideId = await settledRide(platform);
    const steps = await eventually(async () => {
      const { body } = await ask(reader, `/api/stories?q=${rideId}`);
      const told: readonly Step[] = body.steps;
      if (!told.some(({ title }) => title === 'PaymentSettled')) throw new Error('not told yet');
      return told;
    });
    const titles = new Set(steps.map(({ kind, title }) => `${kind} ${title}`));
    const wanted = [
      'RideBooked',
      'PaymentRequested',
      'FundsHeld',
      'RideCompleted',
      'TransferPosted',
    ];
    expect(wanted.filter((title) => !titles.has(`event ${title}`))).toEqual([]);
    expect(steps.some(({ kind, service }) => kind === 'posting' && service === 'wallet')).toBe(
      true,
    );
    expect(titles).toContain('call COLLECT CONFIRMED');
    const eventId = steps.find(({ title }) => title === 'FundsHeld')?.facts['eventId'];
    const { body } = await ask(reader, `/api/stories?q=${eventId}`);
    const toldNow: readonly Step[] = body.steps;
    // The story goes on after the settlement: what was told before is told again, and none is of another ride.
    expect(lasting(toldNow)).toEqual(expect.arrayContaining([...lasting(steps)]));
    const ofRide = await ask(reader, `/api/stories?q=${rideId}`);
    expect(lasting(ofRide.body.steps)).toEqual(expect.arrayContaining([...lasting(toldNow)]));
    const calls = toldNow.filter(({ kind }) => kind === 'call');
    for (const { facts } of calls) expect(facts['latencyMs']).toBeGreaterThanOrEqual(0);
    expect((await ask(reader, '/api/stories?q=nobody')).status).toBe(404);
  });
});

describe('the page', () => {
  it('asks no other host for anything', async () => {
    const html = await (await fetch(consoleUrl())).text();
    expect(html).toContain('<div id="root">');
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });
});
