import { describe, expect, test } from 'vitest';
import { referenceOf, rowsOfAccount, rowsOfBook, rowsOfDay, walletOf } from './places.ts';

describe('where the rows of a figure are', () => {
  test('is the accounts of a book, of one kind of wallet where it says so', () => {
    expect(rowsOfBook('due')).toBe('/money?part=accounts&book=due');
    expect(rowsOfBook('wallet', { role: 'DRIVER', tier: 'BASIC' })).toBe(
      '/money?part=accounts&book=wallet&role=DRIVER&tier=BASIC',
    );
  });

  test('is the postings of a day, a kind, or an hour, midnight too', () => {
    const date = '2026-11-22';
    expect(rowsOfDay({ date, kind: 'RIDE' })).toBe('/money?part=entries&date=2026-11-22&kind=RIDE');
    expect(rowsOfDay({ date, hour: 0 })).toBe('/money?part=entries&date=2026-11-22&hour=0');
  });

  test('is the postings of the wallet that lies on an account at KasPro', () => {
    expect(rowsOfAccount(walletOf('c-1', 'SUBSCRIBER'))).toBe(
      '/money?part=entries&account=wallet%2Fc-1%3Auser',
    );
    expect(walletOf('c-1', 'MERCHANT')).toBe('wallet/c-1:merchant');
  });

  test('of a break is the story of its reference, without the letter of whose it is', () => {
    expect(referenceOf('p/ride-1.t1')).toBe('ride-1.t1');
    expect(referenceOf('r/TU1')).toBe('TU1');
  });
});
