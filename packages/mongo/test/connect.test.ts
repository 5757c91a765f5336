import { testDatabase } from '@angkutan/testkit';
import { once } from 'node:events';
import { connect as dial, createServer } from 'node:net';
import { Schema, type Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../src/index.ts';

describe('a connection', () => {
  const database = testDatabase('mongo');
  let connection: Connection;
  beforeAll(async () => void (connection = await connect(database.uri, { name: database.name })));
  afterAll(async () => {
    await connection.close();
    await database.drop();
  });

  it('keeps money as 64-bit integers, exact beyond 2^53', async () => {
    const amounts = connection.collection('amounts');
    await amounts.insertOne({ amount: 2n ** 53n + 1n });
    expect(await amounts.findOne()).toMatchObject({ amount: 9_007_199_254_740_993n });
    const types = await amounts.aggregate([{ $project: { type: { $type: '$amount' } } }]).toArray();
    expect(types).toMatchObject([{ type: 'long' }]);
  });

  it('refuses a filter over a path that the schema does not know, so that it cannot match all', async () => {
    const rows = connection.model('rows', new Schema({ owner: String }));
    await rows.create({ owner: 'a' });
    await expect(rows.deleteMany({ ownr: 'a' })).rejects.toThrow(/strictQuery/);
    expect(await rows.countDocuments()).toBe(1);
  });

  it('takes an operator in a filter as a value, so that a client cannot pass one', async () => {
    const rows = connection.model('secrets', new Schema({ owner: String }));
    await rows.create({ owner: 'a' });
    const fromClient: { owner: string } = JSON.parse('{"owner": {"$ne": "x"}}');
    await expect(rows.findOne(fromClient)).rejects.toThrow(/Cast to string/);
  });

  it('waits for a server, saying for what, and gives up by name after its limit', async () => {
    const waits: string[] = [];
    const started = performance.now();
    const trying = connect('mongodb://user:secret@127.0.0.1:1/?directConnection=true', {
      name: 'nothing',
      waitMs: 100,
      onWaiting: (waiting) => waits.push(waiting.for),
    });
    await expect(trying).rejects.toMatchObject({ code: 'AKT_MONGODB_UNAVAILABLE' });
    await expect(trying).rejects.toThrow(/^(?!.*secret).*127\.0\.0\.1:1/);
    expect(performance.now() - started).toBeLessThan(8_000);
  });

  it('is made once the server is there, although the first tries failed', async () => {
    const { hostname, port } = new URL(database.uri);
    const gate = await startGate({ host: hostname, port: Number(port) });
    const uri = `mongodb://127.0.0.1:${gate.port}/?directConnection=true`;
    const late = await connect(uri, { name: database.name, onWaiting: () => gate.open() });
    expect(await late.collection('amounts').countDocuments()).toBe(1);
    await late.close();
    await gate.close();
  });
});

/** A way to the server that is shut until it is opened. */
async function startGate(target: { host: string; port: number }) {
  let isOpen = false;
  const server = createServer((client) => {
    if (!isOpen) return void client.destroy();
    const upstream = dial(target);
    client.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
    upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.pipe(upstream).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    port,
    open: () => void (isOpen = true),
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
