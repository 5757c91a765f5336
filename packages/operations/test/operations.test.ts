import { createTopic, eventually, unique } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOperated, type TestOperated } from './operated.ts';

const reason = 'the wallet is open now';

describe('the operations of a service', () => {
  let service: TestOperated;
  beforeAll(async () => {
    service = await startOperated({ topic: await createTopic('operated'), acts: {} });
  });
  afterAll(() => service.close());

  const replay = (body: object) =>
    service.act('/v1/operations/replays', { reason, ...body }, 'sre-1');

  it('shows its consumers, outbox, parked keys, dead letters, breakers and calls', async () => {
    const { body } = await service.ask('get', '/v1/operations');
    expect(body).toMatchObject({
      service: 'operated',
      consumers: [{ group: service.group, alive: true }],
      outbox: { backlog: 0 },
      parked: { keys: 0, messages: 0 },
      breakers: { transfer: 'closed' },
      instructions: { MANUAL: 2 },
    });
  });

  it('counts what goes wrong with each consumer, by class', async () => {
    const errors = async () => {
      const { body } = await service.ask('get', '/v1/operations');
      return body.consumers[0].errors;
    };
    expect(await errors()).toEqual({});
    await service.dead(unique('w'), 2);
    await eventually(async () => (await errors())['WALLET_UNKNOWN'] === 2);
  });

  it('shows the latest note of a cause beside it, and keeps the earlier ones in the audit', async () => {
    await service.dead(unique('w'), 1);
    const causes = async () => (await service.ask('get', '/v1/operations/causes')).body;
    const [{ cause, note: none }] = await causes();
    expect(none).toBeNull();
    const path = `/v1/operations/causes/${cause}/notes`;
    await service.act(path, { note: 'asked the ride team' }, 'sre-1');
    await service.act(path, { note: 'mended in 1.4.2' }, 'sre-2');
    expect(await causes()).toMatchObject([{ note: { text: 'mended in 1.4.2', by: 'sre-2' } }]);
    const { body: audit } = await service.ask('get', '/v1/operations/audit');
    expect(audit).toContainEqual(
      expect.objectContaining({ act: 'NOTE', subject: cause, reason: 'asked the ride team' }),
    );
    const other = await service.act('/v1/operations/causes/other/notes', { note: 'no' }, 'sre-1');
    expect(other).toMatchObject({ status: 404, body: { code: 'CAUSE_NOT_FOUND' } });
  });

  it('replays what moves money once a second person has approved, never by the first alone', async () => {
    const wallet = unique('w');
    const [id = ''] = await service.dead(wallet, 1);
    service.know(wallet);
    const { body: foreseen } = await service.ask('post', '/v1/operations/previews', { ids: [id] });
    expect(foreseen).toMatchObject([
      { id, outcome: 'done', moves: [{ legs: [{ account: 'world' }, { account: wallet }] }] },
    ]);
    const asked = await replay({ ids: [id] });
    expect(asked).toMatchObject({ status: 202, body: { messages: 1 } });
    const { approvalId } = asked.body;
    const approval = `/v1/approvals/${approvalId}`;
    expect(await service.act(approval, {}, 'sre-1')).toMatchObject({ status: 403 });
    expect(await service.credits(wallet)).toBe(0);
    expect(await service.act(approval, {}, 'sre-2')).toMatchObject({ status: 200 });
    const path = `/v1/operations/replays/${approvalId}`;
    await eventually(async () => (await service.ask('get', path)).body.status === 'DONE');
    expect(await service.credits(wallet)).toBe(1);
    const { body: ended } = await service.ask('get', path);
    expect(ended).toMatchObject({ askedBy: 'sre-1', results: [{ id, status: 'REPLAYED' }] });
    const { body: steps } = await service.ask('get', `/v1/operations/story?id=${wallet}`);
    expect(steps).toMatchObject([
      { title: 'WalletOpened DEAD' },
      { title: 'WalletOpened REPLAYED' },
    ]);
    const again = await replay({ ids: [id] });
    expect(again).toMatchObject({ status: 409, body: { code: 'DEAD_LETTERS_NOT_DEAD' } });
    const { body: audit } = await service.ask('get', '/v1/operations/audit');
    expect(audit.slice(0, 2)).toMatchObject([
      { step: 'DONE', act: 'REPLAY', actor: 'sre-2', approvalId },
      { step: 'ASKED', act: 'REPLAY', actor: 'sre-1', reason, approvalId },
    ]);
  });

  it('hands back no faster than was said, and no more once it is cancelled', async () => {
    const wallet = unique('w');
    const ids = await service.dead(wallet, 3);
    service.know(wallet);
    const { approvalId } = (await replay({ ids, perSecond: 1 })).body;
    await service.act(`/v1/approvals/${approvalId}`, {}, 'sre-2');
    const path = `/v1/operations/replays/${approvalId}`;
    await eventually(async () => (await service.ask('get', path)).body.handedBack === 1);
    const cancelled = await service.act(`${path}/cancellations`, { reason }, 'sre-1');
    expect(cancelled.body).toMatchObject({ status: 'CANCELLED', messages: 3 });
    const { body } = await service.ask('get', path);
    expect(body.results.at(-1)).toEqual({ id: ids.at(-1), status: 'DEAD' });
    await eventually(async () => (await service.credits(wallet)) === body.handedBack);
  });

  it('drops what can never be done, with a reason that is kept', async () => {
    const [id = ''] = await service.dead(unique('w'), 1);
    const drop = () => service.act('/v1/operations/drops', { ids: [id], reason }, 'sre-1');
    expect(await drop()).toMatchObject({ status: 200, body: { dropped: [id] } });
    expect(await drop()).toMatchObject({ status: 409 });
    const { body: audit } = await service.ask('get', '/v1/operations/audit');
    expect(audit[0]).toMatchObject({ act: 'DROP', subject: id, actor: 'sre-1', reason });
  });

  it('holds a consumer and lets it go, and knows only its own', async () => {
    const path = `/v1/operations/consumers/${service.group}`;
    await service.act(`${path}/holds`, { reason }, 'sre-1');
    const held = await service.ask('get', '/v1/operations');
    expect(held.body.consumers).toMatchObject([{ held: { by: 'sre-1', reason } }]);
    await service.act(`${path}/releases`, { reason }, 'sre-1');
    const { body } = await service.ask('get', '/v1/operations');
    expect(body.consumers[0]).not.toHaveProperty('held');
    const others = await service.act('/v1/operations/consumers/other/holds', { reason }, 'sre-1');
    expect(others.status).toBe(404);
  });

  it('restarts a consumer that hangs, which takes what hung again, once', async () => {
    const wallet = unique('w');
    service.know(wallet);
    const end = service.hang();
    await service.send(wallet, wallet);
    await eventually(() => service.isHanging());
    const path = `/v1/operations/consumers/${service.group}/restarts`;
    const asked = await service.act(path, { reason }, 'sre-1');
    expect(asked).toMatchObject({ status: 202, body: { group: service.group } });
    await eventually(async () => (await service.credits(wallet)) === 2);
    end();
    await service.send(wallet);
    await eventually(async () => (await service.credits(wallet)) >= 3);
    expect(await service.credits(wallet)).toBe(3);
    const { body: audit } = await service.ask('get', '/v1/operations/audit');
    expect(audit[0]).toMatchObject({
      act: 'RESTART_CONSUMER',
      subject: service.group,
      actor: 'sre-1',
      reason,
    });
  });

  it('does not restart a consumer that is held, nor another’s', async () => {
    const path = `/v1/operations/consumers/${service.group}`;
    await service.act(`${path}/holds`, { reason }, 'sre-1');
    const held = await service.act(`${path}/restarts`, { reason }, 'sre-2');
    expect(held).toMatchObject({ status: 409, body: { code: 'CONSUMER_HELD' } });
    await service.act(`${path}/releases`, { reason }, 'sre-1');
    const others = '/v1/operations/consumers/other/restarts';
    expect((await service.act(others, { reason }, 'sre-1')).status).toBe(404);
  });

  it('has KasPro asked about what has not ended, with a reason that is kept', async () => {
    const swept = await service.act('/v1/instructions/sweeps', { reason }, 'sre-1');
    expect(swept).toMatchObject({ status: 200, body: { swept: 2 } });
    const { body: audit } = await service.ask('get', '/v1/operations/audit');
    expect(audit[0]).toMatchObject({ act: 'SWEEP_INSTRUCTIONS', subject: 'operated', reason });
  });
});

describe('a replay that moves no money', () => {
  it('is begun by one person, once for one Idempotency-Key', async () => {
    const service = await startOperated({ topic: await createTopic('operated') });
    const wallet = unique('w');
    const ids = await service.dead(wallet, 2);
    service.know(wallet);
    const key = unique('key');
    const ask = () => service.act('/v1/operations/replays', { ids, reason }, 'sre-1', key);
    const [first, second] = [await ask(), await ask()];
    expect(second.body).toEqual(first.body);
    expect(first.body).not.toHaveProperty('approvalId');
    await eventually(async () => (await service.credits(wallet)) === 2);
    await service.close();
  });
});
