import { createTopic, unique } from '@angkutan/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startOperated, type TestOperated } from './operated.ts';

const READERS = 20;
const PATH = '/v1/operations/causes';

let service: TestOperated;
beforeAll(async () => {
  service = await startOperated({ topic: await createTopic('operated'), acts: {} });
  await service.dead(unique('w'), 2);
});
afterAll(() => service.close());

it('causes are counted once for all who look on at once, and all are told the same', async () => {
  const { connection } = service;
  // MongoDB itself writes down what it was asked.
  await connection.db?.command({ profile: 2 });
  const answers = await Promise.all(
    Array.from({ length: READERS }, () => service.ask('get', PATH)),
  );
  await connection.db?.command({ profile: 0 });
  const asked = { 'command.aggregate': 'dead_letters', 'command.pipeline.$group._id': '$cause' };
  expect(await connection.collection('system.profile').countDocuments(asked)).toBe(1);
  for (const { body } of answers) expect(body).toMatchObject([{ count: 2 }]);
});
