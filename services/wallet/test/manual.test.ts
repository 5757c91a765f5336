import type { ResolveInstruction } from '@angkutan/approvals';
import { eventually } from '@angkutan/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Outgoing, outgoing } from './outgoing.ts';

let on: Outgoing;
beforeEach(async () => {
  on = await outgoing({ manualAfterMs: 300 });
  await on.person('rider', 'USER', 100_000);
  await on.person('friend', 'USER');
  await on.openCompany();
});
afterEach(() => on.wallet.close());

const REFERENCE = 'p-P2P.t1';
const silent = async (fault: 'act-then-timeout' | 'timeout'): Promise<void> => {
  await on.wallet.fault(
    { operation: 'p2p', fault, ms: 600 },
    { operation: 'status', fault: 'error-500' },
  );
  on.wallet.startWorker();
  await on.pay('P2P', 25_000, [['friend:user', 25_000]]);
  await eventually(
    async () => (await on.wallet.instructions.withStatus('MANUAL', 9)).length === 1,
    {
      within: 20_000,
    },
  );
};
const said = (outcome: 'CONFIRMED' | 'REJECTED'): ResolveInstruction => ({
  type: 'RESOLVE_INSTRUCTION',
  reference: REFERENCE,
  outcome,
  providerReference: 'KP-77',
});
const status = async (): Promise<string | undefined> => {
  const instructions = on.wallet.connection.collection<{ _id: string; status: string }>(
    'instructions',
  );
  return (await instructions.findOne({ _id: REFERENCE }))?.status;
};

describe('a transfer of which KasPro says nothing', () => {
  it('is posted once when two operators have seen that it succeeded', async () => {
    await silent('act-then-timeout');
    expect(await on.agree(said('CONFIRMED'))).toBeUndefined();
    expect(await status()).toBe('CONFIRMED');
    expect(await on.available('friend')).toBe(25_000n);
    expect(await on.wallet.rows.requests.findOne({ _id: 'p-P2P' })).toMatchObject({
      status: 'CLOSED',
      outcome: 'CAPTURED',
    });
    expect(await on.wallet.rows.audit.find({ subject: REFERENCE }).toArray()).toMatchObject([
      { step: 'ASKED', actor: 'ani' },
      { step: 'DONE', actor: 'budi' },
    ]);
    expect(await on.agree(said('CONFIRMED'))).toBe('INSTRUCTION_NOT_MANUAL');
    await on.expectEqualToProvider();
  });

  it('lets go of the money when they have seen that it failed, and holds it again if it did not', async () => {
    await silent('timeout');
    expect(await on.agree(said('REJECTED'))).toBeUndefined();
    expect(await status()).toBe('REJECTED');
    expect(await on.available('rider')).toBe(100_000n);
    await on.wallet.tell({ type: 'signal', reference: REFERENCE, signal: { type: 'ok' } });
    await on.becomes(`${REFERENCE}.late`, 'LATE');
    expect(await on.available('rider')).toBe(75_000n);
  });

  it('that KasPro ended meanwhile is refused, and nothing is written twice', async () => {
    await silent('act-then-timeout');
    await on.wallet.tell({ type: 'signal', reference: REFERENCE, signal: { type: 'ok' } });
    expect(await on.agree(said('REJECTED'))).toBe('INSTRUCTION_NOT_MANUAL');
    expect(await on.available('friend')).toBe(25_000n);
  });

  it('of nobody is not found', async () => {
    expect(await on.agree({ ...said('CONFIRMED'), reference: 'none' })).toBe(
      'INSTRUCTION_NOT_FOUND',
    );
  });
});
