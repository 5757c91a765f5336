import { rupiah } from '@angkutan/money';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lastNumberAt, type StatementLine, type StatementLines } from './statement.ts';

const WALLET = 'ani:user';
const line = (number: number, at: number): StatementLine => ({
  walletId: WALLET,
  number,
  amount: rupiah(1),
  balance: rupiah(number),
  at: new Date(at),
  step: 'TOP_UP',
  reference: `r${number}`,
  requestId: `r${number}`,
});

it('the last line at a moment is found among any number, in few look-ups', async () => {
  const moments = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(moments, fc.integer({ min: -1, max: 201 }), async (times, moment) => {
      const all = times.toSorted((a, b) => a - b).map((at, index) => line(index + 1, at));
      let asked = 0;
      const lines: StatementLines = {
        range: (_walletId, from, to) => {
          asked += 1;
          return Promise.resolve(all.slice(from - 1, to));
        },
      };
      const wallet = { walletId: WALLET, entries: all.length };
      const found = await lastNumberAt(lines, wallet, new Date(moment));
      expect(found).toBe(all.filter(({ at }) => at.getTime() <= moment).length);
      expect(asked).toBeLessThanOrEqual(9);
    }),
  );
});
