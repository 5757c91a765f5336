import { rupiah } from '@angkutan/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildQris, parseQris, type Qris, type QrisOrder } from './index.ts';
import {
  CHECKSUM_HEAD_IN_NAME,
  DYNAMIC_15000,
  STATIC_CODE,
  TIP_FIXED_2000,
} from './vectors.samples.ts';

const GOOD = [STATIC_CODE, DYNAMIC_15000, TIP_FIXED_2000, CHECKSUM_HEAD_IN_NAME];

function read(text: string): Qris {
  const parsed = parseQris(text);
  if (!parsed.ok) throw new Error(`${parsed.refusal}: ${text}`);
  return parsed.qris;
}

const text = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .stringMatching(/^[A-Z0-9 .]+$/, { maxLength })
    .map((one) => one.slice(0, maxLength))
    .filter((one) => one.length > 0 && one === one.trim());
const digits = (maxLength: number): fc.Arbitrary<string> =>
  fc.stringMatching(/^[0-9]+$/).map((one) => one.slice(0, maxLength));
const amounts = fc.bigInt(1n, 10_000_000n).map((one) => rupiah(one));
const orders: fc.Arbitrary<QrisOrder> = fc.record(
  {
    isStatic: fc.boolean(),
    merchantName: text(25),
    merchantCity: text(15),
    postalCode: digits(10),
    categoryCode: fc.stringMatching(/^[0-9]{4}$/),
    accounts: fc.uniqueArray(
      fc.record(
        { id: fc.integer({ min: 26, max: 45 }).map(String), domain: text(14), pan: digits(19) },
        { requiredKeys: ['id', 'domain'] },
      ),
      { minLength: 1, maxLength: 3, selector: (one) => one.id },
    ),
    amount: amounts,
    tip: fc.oneof(
      fc.constant({ mode: 'NONE' } as const),
      fc.constant({ mode: 'ASK' } as const),
      amounts.map((amount) => ({ mode: 'FIXED', amount }) as const),
      fc
        .integer({ min: 1, max: 9_999 })
        .map((basisPoints) => ({ mode: 'PERCENT', basisPoints }) as const),
    ),
  },
  {
    requiredKeys: ['isStatic', 'merchantName', 'merchantCity', 'categoryCode', 'accounts', 'tip'],
  },
);

describe('a code', () => {
  it('is read: who is paid, where, how often, how much', () => {
    expect(read(STATIC_CODE)).toMatchObject({
      isStatic: true,
      merchantName: 'ANGKUTAN TEST',
      merchantCity: 'JAKARTA',
      postalCode: '10110',
      categoryCode: '4121',
      tip: { mode: 'NONE' },
      accounts: [
        { id: '26', domain: 'ID.KASPRO.WWW', pan: '936008120000000001', criteria: 'UMI' },
        { id: '51', domain: 'ID.CO.QRIS.WWW', merchantId: 'ID1020000000001', criteria: 'UMI' },
      ],
    });
    expect(read(STATIC_CODE).amount).toBeUndefined();
    expect(read(DYNAMIC_15000)).toMatchObject({ isStatic: false, amount: 15_000n });
    expect(read(TIP_FIXED_2000).tip).toEqual({ mode: 'FIXED', amount: 2_000n });
  });

  it('may have in its name what looks like its checksum, because it is read by length', () => {
    expect(read(CHECKSUM_HEAD_IN_NAME).merchantName).toBe('TOKO 6304ABCD');
  });

  it('keeps its fields in their order', () => {
    expect(read(STATIC_CODE).fields.map((field) => field.id)).toEqual([
      '00',
      '01',
      '26',
      '51',
      '52',
      '53',
      '58',
      '59',
      '60',
      '61',
      '62',
      '63',
    ]);
  });

  it('comes back from its own text, whatever it says', () => {
    fc.assert(
      fc.property(orders, (order) => {
        const { fields: _fields, ...qris } = read(buildQris(order));
        expect(qris).toEqual(order);
      }),
    );
  });

  it('is refused with any one character changed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...GOOD),
        fc.nat(),
        fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }),
        (code, n, other) => {
          const at = n % code.length;
          fc.pre(code[at] !== other);
          expect(parseQris(code.slice(0, at) + other + code.slice(at + 1)).ok).toBe(false);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is refused when cut off, doubled or lengthened anywhere', () => {
    fc.assert(
      fc.property(fc.constantFrom(...GOOD), fc.nat(), (code, n) => {
        const at = n % code.length;
        expect(parseQris(code.slice(0, at)).ok).toBe(false);
        expect(parseQris(code.slice(at + 1)).ok).toBe(false);
        expect(parseQris(code + code.slice(at)).ok).toBe(false);
      }),
    );
  });

  it('is never a crash, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (any) => {
        expect(parseQris(any).ok).toBe(false);
      }),
    );
  });
});

describe('building', () => {
  it('gives the very text of a known code', () => {
    const { fields: _fields, ...order } = read(DYNAMIC_15000);
    const additional = [
      { id: '05', value: 'TRIP0001' },
      { id: '07', value: 'A01' },
    ];
    expect(buildQris({ ...order, additional })).toBe(DYNAMIC_15000);
  });

  it('throws for a field or a code that would be too long', () => {
    const { fields: _fields, ...order } = read(STATIC_CODE);
    expect(() => buildQris({ ...order, merchantName: 'A'.repeat(100) })).toThrow('AKT_QRIS_FIELD');
    const accounts = Array.from({ length: 8 }, (_, n) => ({
      id: `${26 + n}`,
      domain: 'D'.repeat(80),
    }));
    expect(() => buildQris({ ...order, accounts })).toThrow('AKT_QRIS_TOO_LONG');
  });
});
