import { describe, expect, test } from 'vitest';
import { checkEndings, differencesBetween } from './books.ts';
import { createTally } from './tally.ts';

const places = [
  { place: 'escrow', balance: 700 },
  { place: 'customer', customerId: 'ani', balance: 50 },
  { place: 'customer', customerId: 'old-1', balance: 20 },
  { place: 'customer', customerId: 'old-2', balance: 0 },
] as const;
const accounts = [
  { account: '999', balance: 700 },
  { account: '888-ani', balance: 50 },
  { account: '888-x', balance: 20 },
];
const names: Record<string, string> = { escrow: '999', ani: '888-ani' };
const nameOf = (place: { place: string; customerId?: string }): string | undefined =>
  names[place.customerId ?? place.place];

describe('ledger and KasPro', () => {
  test('agree when every account does, and a stranger without money counts for nothing', () => {
    expect(differencesBetween({ places, accounts, nameOf })).toEqual([]);
  });

  test('differ on the account that is named', () => {
    const other = accounts.map((one) =>
      one.account === '888-ani' ? { ...one, balance: 49 } : one,
    );
    expect(differencesBetween({ places, accounts: other, nameOf })).toEqual([
      'ani: the ledger has 50, KasPro 49',
    ]);
  });

  test('differ when money of a stranger is missing on one side', () => {
    const fewer = accounts.filter(({ account }) => account !== '888-x');
    expect(differencesBetween({ places, accounts: fewer, nameOf })).toEqual([
      'people of earlier runs: the ledger has 20, KasPro 0',
    ]);
  });

  test('differ when strangers have the same sum in other parts', () => {
    const ledger = [...places, { place: 'customer', customerId: 'old-3', balance: 5 } as const];
    const split = [...accounts, { account: '888-y', balance: 4 }, { account: '888-z', balance: 1 }];
    expect(differencesBetween({ places: ledger, accounts: split, nameOf })).toHaveLength(1);
  });
});

test('what has not ended fails the check of the endings, by its kind', () => {
  const tally = createTally();
  tally.sent('ride', 'a');
  tally.sent('tip', 'b');
  tally.ended('a', 'cancelled', 0n);
  expect(checkEndings(tally)).toMatchObject({
    holds: false,
    text: 'sent = paid + outstanding + cancelled + refused: 2 = 0 + 0 + 1 + 0; not of tip',
  });
  tally.ended('b', 'paid', 5_000n);
  expect(checkEndings(tally).holds).toBe(true);
});
