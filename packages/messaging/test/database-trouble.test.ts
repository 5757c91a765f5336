import { isCommitUnknown } from '@angkutan/mongo';
import { parts, unique } from '@angkutan/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import type { Message } from '../src/work.ts';
import { losingAnswersTo, startLossyProxy, type LossyProxy } from './support/lossy-proxy.ts';
import { startService, type TestService } from './support/service.ts';
import { message, topUps } from './support/top-ups.ts';

const byId = { dedupe: (one: Message) => `test:${one.id}` };

describe('a group commit through a network that loses answers', () => {
  let proxy: LossyProxy | undefined;
  let service: TestService | undefined;
  afterEach(async () => {
    await service?.close();
    await proxy?.close();
  });

  async function through(word: string, losses: () => number) {
    const cutter = losingAnswersTo(word, losses);
    const { hostname, port } = new URL(parts().mongodbUri);
    proxy = await startLossyProxy({ host: hostname, port: Number(port) }, cutter);
    const mongodbUri = `mongodb://127.0.0.1:${proxy.port}/?directConnection=true`;
    service = await startService({ mongodbUri });
    return { service, cutter };
  }

  // 1: the driver asks again by itself; 3: our own retry of the commit; 30: the whole group again.
  it.each([1, 3, 30])('takes effect once when %i answers to commits are lost', async (losses) => {
    let armed = 0;
    const { service: at, cutter } = await through('commitTransaction', () => armed);
    const group = Array.from({ length: 5 }, () => message(unique('w')));
    armed = losses;
    let results = await at.executor.execute(topUps(at.connection), group, byId);
    for (let i = 0; i < 20 && results.some(({ status }) => status === 'unavailable'); i += 1) {
      results = await at.executor.execute(topUps(at.connection), group, byId);
    }
    expect(results.every(({ status }) => ['done', 'duplicate'].includes(status))).toBe(true);
    expect(cutter.lost).toBe(losses);
    const effects = await at.rows('effects');
    expect(effects).toHaveLength(group.length);
    expect(new Set(effects.map((effect) => effect['message']))).toEqual(
      new Set(group.map(({ id }) => id)),
    );
    expect(await at.rows('outbox')).toHaveLength(1);
  });

  it('takes effect once when the connection breaks in the middle of the transaction', async () => {
    let armed = 0;
    const { service: at, cutter } = await through('effects', () => armed);
    const group = Array.from({ length: 5 }, () => message(unique('w')));
    armed = 1;
    const results = await at.executor.execute(topUps(at.connection), group, byId);
    expect(results.map(({ status }) => status)).toEqual(group.map(() => 'done'));
    expect(cutter.lost).toBe(1);
    expect(await at.rows('effects')).toHaveLength(5);
  });

  it('is never run again without an inbox when nobody knows whether it was committed', async () => {
    let armed = 0;
    const { service: at } = await through('commitTransaction', () => armed);
    armed = 1_000;
    const results = await at.executor.execute(topUps(at.connection), [message('w')]);
    armed = 0;
    expect(results).toMatchObject([{ status: 'unavailable' }]);
    expect(results.every((one) => 'error' in one && isCommitUnknown(one.error))).toBe(true);
    expect((await at.rows('effects')).length).toBeLessThanOrEqual(1);
  });
});
