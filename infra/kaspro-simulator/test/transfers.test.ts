import { createKasPro, DUPLICATE_REFERENCE } from '@angkutan/kaspro';
import { rupiah } from '@angkutan/money';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CORPORATE,
  DRIVER_ACCOUNT,
  ESCROW,
  openSandbox,
  PARTNER,
  registerPeople,
  RIDER,
  RIDER_ACCOUNT,
  type Sandbox,
} from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
  await registerPeople(sandbox.kaspro);
  await sandbox.topUp(RIDER, 1_000_000);
});
afterAll(() => sandbox[Symbol.asyncDispose]());

let count = 0;
const fresh = () => `transfer-${(count += 1)}`;
const ride = (partnerReference: string, amount = 20_000) => ({
  sourceAccount: RIDER_ACCOUNT,
  destinationAccount: DRIVER_ACCOUNT,
  amount: rupiah(amount),
  partnerReference,
});

describe('a transfer', () => {
  test('moves money between any two accounts, and status and statement say so', async () => {
    const reference = fresh();
    const from = new Date();
    const before = await sandbox.balanceOf(ESCROW);
    const outcome = await sandbox.kaspro.transfer({
      ...ride(reference),
      destinationAccount: ESCROW,
    });
    if (outcome.kind !== 'ok') throw new Error(`it was ${outcome.kind}`);
    const [debit, credit] = outcome.data.walletTransactions;
    expect(debit).toMatchObject({ account: RIDER_ACCOUNT, amount: 20_000n });
    expect(credit).toMatchObject({ account: ESCROW, balanceAfter: BigInt(before + 20_000) });
    expect(await sandbox.effectsOf(reference)).toBe(1);
    expect(await sandbox.kaspro.status(reference)).toMatchObject({
      kind: 'ok',
      data: { status: 'SUCCESS', amount: 20_000n, account: RIDER_ACCOUNT },
    });
    const to = new Date(Date.now() + 1);
    const rows = await sandbox.kaspro.statement({ account: RIDER_ACCOUNT, from, to });
    expect(rows).toMatchObject({
      data: [{ partnerReference: reference, amount: -20_000n, reference: debit?.reference }],
    });
  });

  test.each([
    ['beyond the balance', ride('over', 900_000_000), 120001],
    ['from nobody', { ...ride('nobody'), sourceAccount: '8880' }, 110005],
    ['to nobody', { ...ride('to-nobody'), destinationAccount: '8880' }, 130002],
    ['to itself', { ...ride('itself'), destinationAccount: RIDER_ACCOUNT }, 130002],
  ])(
    '%s is refused, moves nothing, and its reference may be used again',
    async (_, transfer, code) => {
      expect(await sandbox.kaspro.transfer(transfer)).toMatchObject({ kind: 'refused', code });
      expect(await sandbox.effectsOf(transfer.partnerReference)).toBe(0);
      const again = { ...ride(transfer.partnerReference, 1) };
      expect((await sandbox.kaspro.transfer(again)).kind).toBe('ok');
    },
  );

  test('sent again is unknown and moves nothing more', async () => {
    const reference = fresh();
    await sandbox.kaspro.transfer(ride(reference));
    expect(await sandbox.kaspro.transfer(ride(reference))).toEqual({
      kind: 'unknown',
      cause: 'DUPLICATE_REFERENCE',
    });
    expect(await sandbox.effectsOf(reference)).toBe(1);
    const { body } = await sandbox.ask('GET', `/calls?partnerReference=${reference}`);
    expect(body.calls).toMatchObject([
      { operation: 'p2p', answer: { status: 200 } },
      { operation: 'p2p', answer: { body: expect.stringContaining(String(DUPLICATE_REFERENCE)) } },
    ]);
  });

  test('that was never sent is not found', async () => {
    const outcome = await sandbox.kaspro.status('never-sent');
    expect(outcome).toMatchObject({ kind: 'ok', data: { status: 'NOT_FOUND' } });
  });
});

describe('a statement', () => {
  test.each([ESCROW, CORPORATE])('of %s begins with the money it opened with', async (account) => {
    const rows = await sandbox.kaspro.statement({
      account,
      from: new Date(0),
      to: new Date(Date.now() + 1),
    });
    if (rows.kind !== 'ok') throw new Error(`it was ${rows.kind}`);
    const [first] = rows.data;
    expect(first?.reference).toBe(`OPENING-${account}`);
    expect(first?.partnerReference).toBeUndefined();
    expect(first?.balanceAfter).toBe(first?.amount);
    expect(rows.data.at(-1)?.balanceAfter).toBe(BigInt(await sandbox.balanceOf(account)));
  });
});

describe('a caller', () => {
  test.each([
    ['under a wrong secret', { secret: 'salah' }],
    ['under another name', { partnerId: 'someone' }],
    ['with an old clock', { now: () => new Date(Date.now() - 301_000) }],
  ])('%s is turned away, and the outcome is unknown', async (_, config) => {
    const baseUrl = sandbox.simulator.url;
    const stranger = createKasPro({ ...PARTNER, baseUrl, ...config });
    expect(await stranger.status('x')).toEqual({
      kind: 'unknown',
      cause: 'HTTP_STATUS',
      detail: '401',
    });
    stranger.close();
  });
});
