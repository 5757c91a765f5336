import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { transferred, withReference } from './answers.ts';
import { outcomeOf } from './mapping.ts';

const p2p = { schema: withReference(transferred), mayBeInProcess: true };

/** The rule restated without the code under test. */
function isWhollyTyped(json: unknown): boolean {
  const { code, data } = Object(json);
  const rows = Object(data).walletTransactions;
  const isWhole = (value: unknown) =>
    typeof value === 'number'
      ? Number.isSafeInteger(value) && value >= 0
      : /^[0-9]+(\.00?)?$/.test(String(value));
  return (
    (Object.is(code, 0) || code === '0') &&
    Array.isArray(rows) &&
    rows.every((row) => [row.amount, row.balanceBefore, row.balanceAfter].every(isWhole))
  );
}

describe('a success', () => {
  test('is never read into any other answer', () => {
    const code = fc.oneof(fc.constantFrom(0, '0', 1, '1', 130001, 900001, 110005), fc.jsonValue());
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record({ code, message: fc.jsonValue(), data: fc.jsonValue() }, { requiredKeys: [] }),
      fc.record({
        code,
        data: fc.record({
          pocketId: fc.jsonValue(),
          walletTransactions: fc.array(
            fc.record({
              account: fc.constant('888'),
              amount: fc.oneof(
                fc.double(),
                fc.integer(),
                fc.constantFrom('1.5', '1e3', '', '10', '10.00'),
              ),
              reference: fc.constant(1),
              balanceBefore: fc.integer(),
              balanceAfter: fc.integer(),
            }),
            { maxLength: 3 },
          ),
        }),
      }),
    );
    fc.assert(
      fc.property(
        body,
        fc.constantFrom(200, 201, 202, 204, 302, 400, 409, 500, 503),
        (json, status) => {
          const outcome = outcomeOf({ status, body: JSON.stringify(json) }, p2p);
          const isProven = status === 200 && isWhollyTyped(json);
          expect(outcome.kind === 'ok' && !isProven).toBe(false);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
