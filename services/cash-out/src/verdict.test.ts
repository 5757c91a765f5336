import { expect, it } from 'vitest';
import { after, held, inProcess, NOW, requested } from './domain/cash-out.samples.ts';
import type { CashOutEvent } from './domain/cash-out.ts';
import { happened } from './verdict.ts';

function of(event: CashOutEvent, ...before: readonly CashOutEvent[]) {
  const state = before.length === 0 ? undefined : after(...before);
  const verdict = happened({ cashOutId: 'co-1', before: state, at: NOW }, [event]);
  if (verdict.status !== 'done') throw new Error(`it was ${verdict.status}`);
  const { changes, publish } = verdict;
  return { written: changes.flatMap((one) => (one.of === 'instruction' ? [one] : [])), publish };
}

it('the payout is written with the hold, ready to go, and at no other time', () => {
  expect(of(held, requested).written).toMatchObject([
    {
      instruction: {
        reference: 'co-1',
        status: 'READY',
        purpose: 'BANK',
        from: 'ani:user',
        amount: 100_000n,
      },
    },
  ]);
  expect(of(requested).written).toEqual([]);
  expect(of(inProcess, requested, held).written).toEqual([]);
});

it('what the platform is told names no beneficiary', () => {
  const { publish } = of(requested);
  expect(publish).toEqual([
    {
      type: 'CashOutRequested',
      key: 'co-1',
      data: {
        cashOutId: 'co-1',
        customerId: 'ani',
        role: 'USER',
        channel: 'BANK',
        amount: 100_000n,
        fee: 2_500n,
      },
    },
  ]);
});
