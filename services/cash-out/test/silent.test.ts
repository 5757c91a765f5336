import { eventually, unique } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CashOutUnderTest, cashOutUnderTest, TO_BANK } from './cash-out-under-test.ts';
import { fundsHeld } from './events.ts';

const DAY_MS = 86_400_000;
const NEVER_MS = 600_000;

let world: CashOutUnderTest;
let ani: Awaited<ReturnType<CashOutUnderTest['person']>>;
beforeAll(async () => {
  world = await cashOutUnderTest({ settleMs: NEVER_MS });
  ani = await world.person();
});
afterAll(() => world?.close());

const act = (sub: string, path: string, body: object, key = unique('key')) =>
  world.call({ sub, role: 'ops-act' }, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
const resolutionsOf = (reference: string): string => `/v1/instructions/${reference}/resolutions`;
const approvalOf = ({ body }: { readonly body: Record<string, unknown> }): string =>
  `/v1/approvals/${String(body['approvalId'])}`;

/** At KasPro, and without a final word for too long. */
async function silent(): Promise<string> {
  const cashOutId = await world.asked(ani, TO_BANK);
  await world.send(fundsHeld(cashOutId, 102_500n));
  await world.becomes(cashOutId, 'IN_PROCESS');
  const manual = { status: 'MANUAL', sentAt: new Date(Date.now() - DAY_MS) };
  expect(await world.database.change('instructions', cashOutId, manual)).toBe(true);
  return cashOutId;
}
const seen = {
  outcome: 'CONFIRMED',
  providerReference: 'OLSFQ-9',
  serviceFee: 2_000,
  reason: 'on its statement',
};

describe('a payout of which KasPro says nothing', () => {
  test('settles once, with the fee that two operators have seen; KasPro’s other word is an alarm', async () => {
    const cashOutId = await silent();
    const { serviceFee: _unseen, ...without } = seen;
    expect((await act('sari', resolutionsOf(cashOutId), without)).status).toBe(400);
    const asked = await act('sari', resolutionsOf(cashOutId), seen);
    expect(asked.status).toBe(202);
    expect((await act('sari', approvalOf(asked), {})).body).toMatchObject({ code: 'APPROVAL_OWN' });
    expect(await world.cashOutOf(cashOutId)).toMatchObject({ status: 'IN_PROCESS' });
    await Promise.all(['dewi', 'tono'].map((sub) => act(sub, approvalOf(asked), {})));
    await world.becomes(cashOutId, 'SETTLED');
    await eventually(() => world.published('CashOutSettled', cashOutId).length > 0);
    expect(world.published('CashOutSettled', cashOutId).map(({ data }) => data)).toMatchObject([
      { serviceFee: 2_000n, providerReference: 'OLSFQ-9' },
    ]);
    const audit = await world.database.rows('audit');
    expect(audit.map(({ step, subject }) => [step, subject])).toEqual([
      ['ASKED', cashOutId],
      ['DONE', cashOutId],
    ]);
    await world.sandbox('POST', 'outcome', { partnerReference: cashOutId, outcome: 'FAILED' });
    await eventually(() => world.lines.some((line) => line.includes('AKT_OUTCOME_CONFLICT')));
  });

  test('fails once two operators have seen so; that KasPro pays all the same is a late success', async () => {
    const cashOutId = await silent();
    const said = { outcome: 'REJECTED', reason: 'KasPro does not know it' };
    const asked = await act('sari', resolutionsOf(cashOutId), said);
    await act('dewi', approvalOf(asked), { decision: 'APPROVE' });
    expect(await world.becomes(cashOutId, 'FAILED')).toMatchObject({ reason: 'PROVIDER_REFUSED' });
    await world.sandbox('POST', 'outcome', { partnerReference: cashOutId, outcome: 'SUCCESS' });
    await eventually(() => world.published('LateSuccessReported', cashOutId).length === 1);
  });

  test('is listed for operators, and is theirs to end only as long as it is MANUAL', async () => {
    const cashOutId = await silent();
    const reader = { sub: 'rina', role: 'ops' };
    const { body } = await world.call(reader, '/v1/instructions');
    expect(Object.values(body)).toContainEqual(
      expect.objectContaining({ reference: cashOutId, kind: 'BANK', amount: 100_000 }),
    );
    expect(JSON.stringify(body)).not.toMatch(/"from"|"to"|0012345678/);
    const asked = await act('sari', resolutionsOf(cashOutId), seen);
    await world.sandbox('POST', 'outcome', { partnerReference: cashOutId, outcome: 'SUCCESS' });
    await world.becomes(cashOutId, 'SETTLED');
    const late = await act('dewi', approvalOf(asked), {});
    expect(late).toMatchObject({ status: 409, body: { code: 'INSTRUCTION_NOT_MANUAL' } });
    const none = await act('sari', resolutionsOf('co-none'), seen);
    expect(none).toMatchObject({ status: 404, body: { code: 'INSTRUCTION_NOT_FOUND' } });
  });
});
