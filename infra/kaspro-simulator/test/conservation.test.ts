import { mkdtempSync, appendFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rupiah } from '@angkutan/money';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account } from '../src/book.ts';
import {
  CORPORATE,
  DRIVER_ACCOUNT,
  ESCROW,
  openSandbox,
  openWebhook,
  registerPeople,
  RIDER,
  RIDER_ACCOUNT,
  type Sandbox,
} from './sandbox.ts';

/** Two calls make a snapshot only when no payout ended between them: then the world is as it was. */
async function snapshot({ ask }: Sandbox): Promise<Account[]> {
  const world = async (): Promise<Account> => (await ask('GET', '/accounts/world')).body;
  for (let before = await world(); ;) {
    const { body } = await ask('GET', '/accounts');
    const after = await world();
    if (after.movements.length === before.movements.length) return [...body, after];
    before = after;
  }
}

const sumOf = (accounts: readonly Account[]): number =>
  accounts.reduce((sum, { balance }) => sum + balance, 0);

function expectWhole(accounts: readonly Account[]): void {
  expect(sumOf(accounts)).toBe(0);
  for (const { kind, balance, reserved, movements } of accounts) {
    if (kind !== 'WORLD') expect(balance).toBeGreaterThanOrEqual(reserved);
    expect(movements.reduce((sum, { amount }) => sum + amount, 0)).toBe(balance);
    for (const [index, movement] of movements.entries()) {
      expect(movement.balanceBefore).toBe(movements[index - 1]?.balanceAfter ?? 0);
    }
  }
}

describe('money', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await openSandbox({
      settleMs: 1,
      limits: { transfer: { timeoutMs: 30 }, payout: { timeoutMs: 30 } },
      breaker: { volumeThreshold: 1_000_000 },
    });
    await registerPeople(sandbox.kaspro);
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  const account = fc.constantFrom(RIDER_ACCOUNT, DRIVER_ACCOUNT, ESCROW, CORPORATE, '8880');
  const act = fc.record({
    kind: fc.constantFrom('p2p', 'payout', 'top-up', 'reversal', 'outcome'),
    from: account,
    to: account,
    amount: fc.integer({ min: 1, max: 200_000 }),
    reference: fc.integer({ min: 1, max: 30 }).map((n) => `act-${n}`),
    outcome: fc.constantFrom('SUCCESS', 'FAILED'),
  });
  type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

  async function perform({ kind, from, to, amount, reference, outcome }: Act): Promise<unknown> {
    const { kaspro, ask } = sandbox;
    const partner = { sourceAccount: from, amount: rupiah(amount), partnerReference: reference };
    switch (kind) {
      case 'p2p':
        return kaspro.transfer({ ...partner, destinationAccount: to });
      case 'payout':
        return kaspro.qrisPayment({ ...partner, qrContent: '000201' });
      case 'top-up':
        return sandbox.topUp(RIDER, amount);
      case 'reversal':
        return ask('POST', '/reversals', { providerReference: `TU${100_000_000_000 + amount}` });
      default:
        return ask('POST', '/outcome', { partnerReference: reference, outcome });
    }
  }

  test('is neither made nor lost, whatever is done and whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 1, maxLength: 40 }),
        fc.nat(),
        async (acts, seed) => {
          await sandbox.ask('POST', '/reset');
          await registerPeople(sandbox.kaspro);
          await sandbox.topUp(RIDER, 500_000);
          await sandbox.faults(
            [
              { operation: '*', fault: 'act-then-reset', probability: 0.2 },
              { operation: '*', fault: 'duplicate', probability: 0.2 },
              { operation: '*', fault: 'garbage', probability: 0.1 },
              { operation: 'callback', fault: 'refuse', probability: 0.3 },
            ],
            seed,
          );
          for (const one of acts) await perform(one);
          const accounts = await snapshot(sandbox);
          expect(sumOf(accounts)).toBe(0);
          expectWhole(accounts);
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('after a restart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaspro-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('balances, references and what is still to be told are where they were', async () => {
    const stateFile = join(folder, 'state.jsonl');
    const transfer = {
      sourceAccount: RIDER_ACCOUNT,
      destinationAccount: DRIVER_ACCOUNT,
      amount: rupiah(30_000),
      partnerReference: 'before',
    };
    let accounts: Account[];
    {
      await using first = await openSandbox({ stateFile, callbackUrl: 'http://127.0.0.1:1/' });
      await registerPeople(first.kaspro);
      await first.topUp(RIDER, 100_000);
      await first.kaspro.transfer(transfer);
      accounts = await snapshot(first);
    }
    appendFileSync(stateFile, '[{"fact":"moved","refer');
    await using webhook = await openWebhook();
    {
      await using second = await openSandbox({ stateFile, callbackUrl: webhook.url });
      expect(await snapshot(second)).toEqual(accounts);
      expect(await second.kaspro.transfer(transfer)).toMatchObject({
        cause: 'DUPLICATE_REFERENCE',
      });
      const reached = { account: RIDER_ACCOUNT, amount: '100000', type: 'TOP_UP' };
      await expect
        .poll(() => webhook.heard.map(({ raw }) => JSON.parse(raw)))
        .toMatchObject([reached]);
      expectWhole(await snapshot(second));
      await second.kaspro.transfer({ ...transfer, partnerReference: 'after' });
    }
    await using third = await openSandbox({ stateFile });
    expect(await third.balanceOf(DRIVER_ACCOUNT)).toBe(60_000);
  });

  test('nothing is left of a simulator that keeps no file, or was reset', async () => {
    const stateFile = join(folder, 'reset.jsonl');
    {
      await using first = await openSandbox({ stateFile });
      await registerPeople(first.kaspro);
      await first.topUp(RIDER, 100_000);
      await first.ask('POST', '/reset');
    }
    await using second = await openSandbox({ stateFile });
    expect((await second.ask('GET', `/accounts/${RIDER_ACCOUNT}`)).status).toBe(404);
    expect(await second.balanceOf(ESCROW)).toBe(1_000_000_000);
  });
});
