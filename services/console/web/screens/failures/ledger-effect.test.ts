import { expect, test } from 'vitest';
import type { Preview } from '../../api/replays.ts';
import { effectOf } from './ledger-effect.ts';

const preview = (change: Partial<Preview>): Preview => ({
  id: 'm',
  status: 'would-run',
  outcome: 'done',
  publishes: [],
  moves: [],
  ...change,
});

test('the effect of several messages is what each account gains or loses by all of them', () => {
  const moved = (amount: number) => [
    {
      reference: 'r',
      legs: [
        { account: 'escrow', amount: -amount },
        { account: 'corporate', amount },
      ],
    },
  ];
  const { accounts, movesMoney } = effectOf([
    preview({ moves: moved(1_000) }),
    preview({ moves: moved(500) }),
  ]);
  expect(accounts).toEqual([
    ['escrow', -1_500],
    ['corporate', 1_500],
  ]);
  expect(movesMoney).toBe(true);
});

test('messages are counted by whether they would run and how they would end', () => {
  const effect = effectOf([
    preview({ publishes: ['TransferPosted'] }),
    preview({ outcome: 'refused', code: 'LIMIT' }),
    preview({ status: 'behind-dead-letter' }),
    preview({ status: 'not-dead' }),
  ]);
  expect(effect).toMatchObject({
    wouldRun: 2,
    behindDeadLetter: 1,
    behindParkedKey: 0,
    notDead: 1,
    publishes: [['TransferPosted', 1]],
    movesMoney: false,
  });
  expect(effect.outcomes).toContainEqual(['refused · LIMIT', 1]);
});
