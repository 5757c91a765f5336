import { scanKafka, scanMongo } from '@angkutan/testkit';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPersonalData } from '../src/start-personal-data.ts';
import type { CustomerRow } from '../src/store/rows.ts';
import { badBodies, badHeads, badUploads, refusedProofs } from './canary/bad-input.ts';
import { brokenCalls, carelessAnswers, openBreakers } from './canary/bad-provider.ts';
import { type Drill, openDrill } from './canary/drill.ts';
import { goodFlows, registered, somebody } from './canary/people.ts';

const LONG = { timeout: 180_000 };
const TOPIC = 'angkutan.customers';

let drill: Drill;
let person: Awaited<ReturnType<typeof goodFlows>>;
const printed: string[] = [];
beforeAll(async () => {
  drill = await openDrill();
});
afterAll(() => drill.close());

const hitsIn = (where: string, content: string) => drill.scanner().hitsIn(where, content);

async function withDatabase<T>(act: (db: mongo.Db) => Promise<T>): Promise<T> {
  const client = new mongo.MongoClient(drill.database.uri);
  try {
    return await act(client.db(drill.database.name));
  } finally {
    await client.close();
  }
}

/** One of the operators' commands, on the drill's database. */
async function command(...args: string[]): Promise<void> {
  const say = (line: string) => void printed.push(line);
  const terminal = { args, environment: drill.environment, say, complain: say };
  await runPersonalData(terminal, drill.database.name);
}

/** A row that cannot be opened: what the service makes of it is a bug's answer, 500. */
async function brokenRow(customerId: string): Promise<number> {
  const $set = { 'identity.name': new mongo.Binary(Buffer.from('broken')) };
  await withDatabase((db) =>
    db.collection<CustomerRow>('customers').updateOne({ _id: customerId }, { $set }),
  );
  const headers = await drill.bearer(customerId, 'customer');
  return (await drill.ask(`/v1/customers/${customerId}`, { headers })).status;
}

describe('personal data that went through every flow', LONG, () => {
  it('of those that go well, with an erasure and the reports on it', async () => {
    person = await goodFlows(drill);
    expect(drill.cardsSaid()).toBeGreaterThan(0);
    const erased = somebody(drill);
    const customerId = await registered(drill, erased);
    const reason = `${erased.name}, ${erased.mobileNumber}, wrote from ${erased.email}`;
    await command('erase', '--customer', customerId, '--actor', 'ani', '--reason', reason);
    await lookedAtByOthers(customerId);
    await command('report');
    await command('report', '--json');
    await command('report', '--csv');
    expect(printed.join()).toContain(customerId);
  });

  it('of bad input: bodies, paths, headers, codes, files', async () => {
    await badBodies(drill, person.customerId);
    await badHeads(drill);
    await refusedProofs(drill, person);
    await badUploads(drill, person.customerId, person);
  });

  it('of a KasPro that repeats it in everything that it says', async () => {
    await carelessAnswers(drill);
  });

  it('of a KasPro that hangs up, says nothing, or says half', async () => {
    await brokenCalls(drill);
  });

  it('of open breakers and of a bug of ours', async () => {
    expect(await brokenRow(await registered(drill, somebody(drill)))).toBe(500);
    await openBreakers(drill);
  });

  it('is in no line of the log', () => {
    const output = drill.service.output();
    expect(output).toContain('request failed');
    expect(hitsIn('log', output)).toEqual([]);
  });

  it('is in no answer but those that give a person what is theirs', () => {
    const statuses = new Set(drill.silent.map(({ where }) => where.slice(0, 10)));
    for (const status of [400, 401, 403, 404, 413, 415, 422, 429, 500, 503]) {
      expect(statuses).toContain(`answer ${status}`);
    }
    expect(drill.silent.flatMap(({ where, text }) => hitsIn(where, text))).toEqual([]);
  });

  it('is in no document of the database, nor was for a moment', async () => {
    const { uri, name } = drill.database;
    const isMine = (database: string) => database === name;
    const { scanned, hits } = await scanMongo(drill.scanner(), { uri, isMine });
    expect([scanned > 100, hits]).toEqual([true, []]);
  });

  it('is in no message of the topic', async () => {
    const brokers = drill.environment.KAFKA_BROKERS.split(',');
    const { scanned, hits } = await scanKafka(drill.scanner(), { brokers, topics: [TOPIC] });
    expect([scanned > 0, hits]).toEqual([true, []]);
  });

  it('is in no metric, and in nothing that the commands print', async () => {
    const metrics = await (await fetch(`${drill.service.url}/metrics`)).text();
    expect(metrics).toContain('angkutan_');
    expect([...hitsIn('metrics', metrics), ...hitsIn('commands', printed.join('\n'))]).toEqual([]);
  });

  it('is found wherever it is planted', async () => {
    const plain = { name: person.name, at: new Date() };
    await withDatabase((db) => db.collection('planted').insertOne(plain));
    const { uri, name } = drill.database;
    const isMine = (database: string) => database === name;
    const { hits } = await scanMongo(drill.scanner(), { uri, isMine });
    const places = hits.map(({ where }) => where);
    expect(places).toContain(`mongodb ${name}.planted`);
    expect(places).toContain(`mongodb oplog of ${name}`);
    expect(hitsIn('log', `{"msg":"called ${person.mobileNumber}"}`)).toHaveLength(1);
  });
});

async function lookedAtByOthers(customerId: string): Promise<void> {
  for (const role of ['customer', 'service', 'driver']) {
    const headers = await drill.bearer(customerId, role);
    await drill.ask(`/v1/customers/${customerId}`, { headers });
  }
}
