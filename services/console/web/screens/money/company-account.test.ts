import { expect, test } from 'vitest';
import type { Break } from '../../api/money.ts';
import { companyAccounts } from './company-account.ts';

const difference = (change: Partial<Break>): Break => ({
  breakId: 'b',
  account: 'escrow',
  class: 'MISSING_HERE',
  reference: 'r/1',
  ours: 0,
  theirs: 500,
  difference: 500,
  date: '2026-11-22',
  ageHours: 2,
  owner: 'finance',
  status: 'OPEN',
  ...change,
});
const balances = [
  { place: 'escrow', balance: 9_000 },
  { place: 'corporate', balance: 100 },
  { place: 'customer', customerId: 'c-1', kind: 'SUBSCRIBER', balance: 7 },
];

test('an account drifts by what its balance differs, whatever single lines do', () => {
  const breaks = [difference({}), difference({ class: 'BALANCE', difference: -300 })];
  expect(companyAccounts(balances, breaks)).toEqual([
    { place: 'escrow', ours: 9_000, drift: -300, breaks: 2 },
    { place: 'corporate', ours: 100, drift: undefined, breaks: 0 },
  ]);
});
