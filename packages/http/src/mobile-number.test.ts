import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mobileNumber, z } from './index.ts';

const { pattern = '' } = z.toJSONSchema(mobileNumber, { io: 'input' });
const DOCUMENTED = new RegExp(pattern, 'u');
const documented = (text: string) => DOCUMENTED.test(text);
const accepted = (text: string) => mobileNumber.safeParse(text).success;

const start = fc.constantFrom('', '0', '62', '+62', '0062', '+62 (0)', ' +62-', '+', '065');
const written = fc.string({
  unit: fc.constantFrom(...Array.from('012345678999 -.(')),
  maxLength: 22,
});

it('the documents allow exactly the numbers that are read', () => {
  const found = { allowed: 0, refused: 0 };
  const numbers = fc.tuple(start, written).map(([before, rest]) => `${before}8${rest}`);
  fc.assert(
    fc.property(numbers, (text) => {
      found[documented(text) ? 'allowed' : 'refused'] += 1;
      expect([text, accepted(text)]).toEqual([text, documented(text)]);
    }),
    { numRuns: 2_000 },
  );
  expect(found.allowed).toBeGreaterThan(20);
  expect(found.refused).toBeGreaterThan(100);
});

it.each([
  '081234567890',
  '+62 812-3456-7890',
  '(0812) 3456.7890',
  '006281234567890',
  '62812345678',
])('the documents allow %j', (text) => expect(documented(text)).toBe(true));
