import { randomUUID } from 'node:crypto';
import { createApp, listen } from '@angkutan/http';
import { connectKafka, watchGroups } from '@angkutan/messaging';
import { connect } from '@angkutan/mongo';
import { createLogger } from '@angkutan/telemetry';
import { eventually, parts, startTokenIssuer, testDatabase } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWatching } from '../src/start.ts';
import { consumer, type FakeWallet, GROUP, operations, startFakeWallet } from './fake-wallet.ts';

interface Told {
  readonly incidentId: string;
  readonly signature: string;
  readonly subject: string;
  readonly endedAt?: string;
  readonly act?: { readonly state: string; readonly attempts: number };
}

const NOTICED = { within: 25_000 };

describe('the watcher', () => {
  const database = testDatabase('watcher');
  const stops: (() => Promise<unknown>)[] = [];
  let wallet: FakeWallet;
  let issuer: Awaited<ReturnType<typeof startTokenIssuer>>;
  let url: string;
  let restart: () => Promise<void>;
  beforeAll(async () => {
    wallet = await startFakeWallet();
    stops.push(wallet.silence);
    issuer = await startTokenIssuer();
    stops.push(issuer.close);
    const logger = createLogger({ service: 'watcher', level: 'silent' });
    const { kafkaBrokers: brokers, schemaRegistryUrl: registryUrl } = parts();
    const kafka = await connectKafka({ brokers, clientId: 'test', logger });
    const groups = await watchGroups(kafka);
    stops.push(groups.close);
    const connection = await connect(database.uri, { name: database.name });
    stops.push(database.drop, () => connection.close());
    const wiring = {
      connection,
      logger,
      groups,
      registryUrl,
      addresses: [{ name: 'wallet', urls: [wallet.url] }],
      token: 'watcher',
      moneyEveryMs: 0,
    };
    let running = await startWatching(wiring);
    restart = async () => {
      await running.stop();
      running = await startWatching(wiring);
    };
    stops.push(() => running.stop());
    const said = { service: 'watcher', version: '1', connection, logger, auth: issuer };
    const routes = running.routes.map((route, at) => ({
      ...route,
      // Those of whichever runs now.
      handle: (...given: Parameters<typeof route.handle>) =>
        running.routes[at]?.handle(...given) ?? route.handle(...given),
    }));
    const listening = await listen(
      createApp({ ...said, routes, problems: running.problems, readiness: () => ({}) }),
      0,
    );
    stops.push(listening.close);
    ({ url } = listening);
  });
  afterAll(async () => {
    for (const stop of stops.toReversed()) await stop();
  });

  async function call(path: string, body?: object, role = 'ops-act') {
    const token = await issuer.token({ sub: 'sre-1', role });
    const response = await fetch(url + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        connection: 'close',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  }
  async function told(signature: string): Promise<readonly Told[]> {
    const { body }: { body: readonly Told[] } = await call('/v1/incidents', undefined, 'ops');
    return body.filter((one) => one.signature === signature);
  }
  const opens = (signature: string): Promise<Told> =>
    eventually(async () => {
      const open = (await told(signature)).find(({ endedAt }) => endedAt === undefined);
      if (!open) throw new Error(`no ${signature}`);
      return open;
    }, NOTICED);
  const ends = ({ signature, incidentId }: Told): Promise<Told> =>
    eventually(async () => {
      const one = (await told(signature)).find((known) => known.incidentId === incidentId);
      if (one?.endedAt === undefined) throw new Error(`${signature} goes on`);
      return one;
    }, NOTICED);

  it('sees what a service says of itself, has KasPro asked where that is safe, and sees the end', async () => {
    wallet.said.operations = operations({
      outbox: { backlog: 9, oldestSeconds: 99 },
      instructions: { UNKNOWN: 1 },
      canary: { ageSeconds: 61 },
    });
    wallet.said.instructions = [{ ageSeconds: 5_000 }];
    const [outbox, unknown] = [await opens('outbox-backlog'), await opens('unknown-outcomes')];
    expect(await opens('canary-silent')).toMatchObject({ subject: 'wallet', value: 61 });
    expect(outbox).toMatchObject({ subject: 'wallet', value: 99, severity: 'page' });
    expect(unknown).toMatchObject({ value: 5_000, runbook: 'docs/runbooks/transfers.md' });
    await eventually(() => wallet.posted.length > 0);
    expect(wallet.posted).toMatchObject([
      { path: '/v1/instructions/sweeps', key: `${unknown.incidentId}-1` },
    ]);
    wallet.said.operations = operations();
    await Promise.all([ends(outbox), ends(unknown)]);
    const over = (await told('unknown-outcomes')).find(
      ({ incidentId }) => incidentId === unknown.incidentId,
    );
    expect(over).toMatchObject({ act: { state: 'HELPED', attempts: 1 } });
  });

  it('sees silence, and that it is over; and knows an incident again after it was restarted', async () => {
    await wallet.silence();
    const silence = await opens('silence');
    await restart();
    expect(await opens('silence')).toMatchObject({ incidentId: silence.incidentId });
    await wallet.speak();
    await ends(silence);
  });

  it('contains a breach of the ledger once, and leaves the rest to a person', async () => {
    const before = wallet.posted.length;
    wallet.said.trialBalance = { kinds: [], sum: 7 };
    const breach = await opens('ledger-sum');
    await eventually(() => wallet.posted.length > before);
    wallet.said.operations = operations({ consumers: [consumer(true)] });
    await eventually(async () => (await opens('ledger-sum')).act?.state === 'HELPED', NOTICED);
    expect(wallet.posted.slice(before)).toMatchObject([
      { path: `/v1/operations/consumers/${GROUP}/holds`, key: `${breach.incidentId}-1` },
    ]);
    expect(await database.rows('audit')).toContainEqual(
      expect.objectContaining({
        act: 'hold-wallet-consumer',
        actor: 'watcher',
        subject: breach.incidentId,
      }),
    );
    wallet.said.trialBalance = { kinds: [], sum: 0 };
    await ends(breach);
    const again = await call(`/v1/incidents/${breach.incidentId}/acts`, { reason: 'again' });
    expect(again).toMatchObject({ status: 409, body: { code: 'INCIDENT_ENDED' } });
  });

  it('contains the one wallet that a breach is in, and the consumer goes on', async () => {
    const before = wallet.posted.length;
    const amount = 7;
    wallet.said.operations = operations();
    wallet.said.trialBalance = { kinds: [], sum: amount };
    wallet.said.differing = [{ walletId: 'a:user', amount, contained: false }];
    const breach = await opens('wallet-differs');
    await eventually(() => wallet.posted.length > before);
    wallet.said.differing = [{ walletId: 'a:user', amount, contained: true }];
    await eventually(async () => (await opens('wallet-differs')).act?.state === 'HELPED', NOTICED);
    expect(wallet.posted.slice(before)).toMatchObject([
      { path: '/v1/wallets/a%3Auser/containments', key: `${breach.incidentId}-1` },
    ]);
    const ledger = await told('ledger-sum');
    expect(ledger.filter(({ endedAt }) => endedAt === undefined)).toEqual([]);
    wallet.said.trialBalance = { kinds: [], sum: 0 };
    await ends(breach);
  });

  it('lets operators act, not readers, and only where an act is known to be safe', async () => {
    const act = { reason: 'have a look' };
    expect((await call('/v1/incidents/nothing/acts', act, 'ops')).status).toBe(403);
    expect((await call('/v1/incidents/nothing/acts', act)).body).toMatchObject({
      code: 'INCIDENT_NOT_FOUND',
    });
    wallet.said.operations = operations({ outbox: { backlog: 9, oldestSeconds: 99 } });
    const { incidentId } = await opens('outbox-backlog');
    expect((await call(`/v1/incidents/${incidentId}/acts`, act)).body).toMatchObject({
      code: 'INCIDENT_WITHOUT_ACT',
    });
  });
});
