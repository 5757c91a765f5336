import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inData, otpSent, paidOut, transferred, withReference } from './answers.ts';
import { outcomeOf } from './mapping.ts';

const p2p = { schema: withReference(transferred), mayBeInProcess: true };
const payout = { schema: withReference(paidOut), mayBeInProcess: true };
const otp = { schema: inData(otpSent), mayBeInProcess: false };

const answerTo = (body: unknown, status = 200) => ({ status, body: JSON.stringify(body) });
const movement = {
  account: '888812',
  amount: 20000,
  reference: 7,
  balanceBefore: 50000,
  balanceAfter: 30000,
};
const success = {
  responseId: 'KP1',
  message: 'Success',
  code: 0,
  data: { pocketId: 12, walletTransactions: [movement] },
};

describe('a success', () => {
  test('is code 0 with every field readable', () => {
    expect(outcomeOf(answerTo(success), p2p)).toEqual({
      kind: 'ok',
      data: {
        providerReference: 'KP1',
        pocketId: '12',
        walletTransactions: [
          {
            account: '888812',
            amount: 20000n,
            reference: '7',
            balanceBefore: 50000n,
            balanceAfter: 30000n,
          },
        ],
      },
    });
  });

  test('reads the same however its types wobble', () => {
    const wobbling = {
      'responseId ': 'KP1',
      message: null,
      code: '0',
      extra: { unknown: true },
      data: {
        pocketId: '12',
        walletTransactions: [
          { ...movement, amount: '20000.00', reference: '7', balanceBefore: '50000' },
        ],
      },
    };
    expect(outcomeOf(answerTo(wobbling), p2p)).toEqual(outcomeOf(answerTo(success), p2p));
  });

  test.each([
    ['a fraction of a rupiah', { ...movement, amount: 20000.5 }],
    ['a negative amount', { ...movement, amount: -20000 }],
    ['a balance that is no amount', { ...movement, balanceAfter: 'NaN' }],
    ['a missing account', { ...movement, account: undefined }],
  ])('is unknown with %s', (_, odd) => {
    const body = { ...success, data: { pocketId: 1, walletTransactions: [odd] } };
    expect(outcomeOf(answerTo(body), p2p)).toEqual({ kind: 'unknown', cause: 'WRONG_SHAPE' });
  });
});

describe('a refusal', () => {
  const listed = [
    110001, 110002, 110003, 110005, 110006, 120001, 120002, 120003, 130002, 130003, 140001, 140002,
  ];

  test.each(listed)('is code %d, whatever the HTTP status below 500', (code) => {
    for (const status of [200, 400, 422]) {
      const outcome = outcomeOf(answerTo({ responseId: 'x', code, message: 'No' }, status), p2p);
      expect(outcome).toEqual({ kind: 'refused', code, message: 'No' });
    }
  });

  test('is no other code', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), (code) => {
        const { kind } = outcomeOf(answerTo({ code, message: 'No' }), p2p);
        expect(kind === 'refused').toBe(listed.includes(code));
      }),
    );
  });

  test('keeps no phone or account number of its message', () => {
    const body = { code: 130002, message: 'Nomor 081234567890 tidak terdaftar' };
    expect(JSON.stringify(outcomeOf(answerTo(body), p2p))).not.toContain('081234567890');
  });
});

describe('an answer that proves nothing', () => {
  test.each([
    ['a duplicate reference', answerTo({ code: 130001, message: 'Dup' }), 'DUPLICATE_REFERENCE'],
    ['a duplicate reference under 409', answerTo({ code: 130001 }, 409), 'DUPLICATE_REFERENCE'],
    ['an unknown code', answerTo({ code: 999999, message: '?' }), 'UNKNOWN_CODE'],
    ['a refusal under 500', answerTo({ code: 120001 }, 500), 'HTTP_STATUS'],
    ['a success under 400', answerTo(success, 400), 'HTTP_STATUS'],
    ['a success under 201', answerTo(success, 201), 'HTTP_STATUS'],
    ['no content', { status: 204, body: '' }, 'HTTP_STATUS'],
    ['a redirect', { status: 302, body: '' }, 'HTTP_STATUS'],
    ['unauthorized', answerTo({ message: 'no' }, 401), 'HTTP_STATUS'],
    ['HTML', { status: 200, body: '<html>OK</html>' }, 'UNREADABLE_BODY'],
    ['half a body', { status: 200, body: '{"code":0,"mess' }, 'UNREADABLE_BODY'],
    ['no code', answerTo({ message: 'Success' }), 'WRONG_SHAPE'],
    ['a null code', answerTo({ code: null }), 'WRONG_SHAPE'],
    ['an empty code', answerTo({ code: '' }), 'WRONG_SHAPE'],
    ['a list', answerTo([0]), 'WRONG_SHAPE'],
  ])('is unknown: %s', (_, answer, cause) => {
    expect(outcomeOf(answer, p2p)).toMatchObject({ kind: 'unknown', cause });
  });

  test('says nothing of what KasPro wrote', () => {
    const body = {
      code: 0,
      message: 'Siti Aminah 081234567890',
      data: { pocketId: 'Siti Aminah' },
    };
    expect(JSON.stringify(outcomeOf(answerTo(body), p2p))).not.toMatch(/Siti|0812/);
  });
});

describe('maintenance', () => {
  test('is surely not done, and may go again later', () => {
    expect(outcomeOf(answerTo({ code: 900001 }), p2p)).toMatchObject({
      kind: 'not-done',
      reason: 'maintenance',
    });
  });
});

describe('in process', () => {
  /** As KasPro's documents give it, with digits where they print x. */
  const recorded = {
    code: 1,
    message: 'In Process',
    responseId: 'OLSFQ20220214101951114',
    data: {
      account: '888812345918',
      amount: '40009',
      price: '40009',
      serviceFee: '6000',
      reffId: 'OLSFQ20220214101951114',
      flowType: 'Async',
    },
  };

  test('carries the reference by which the end will be reported', () => {
    expect(outcomeOf(answerTo(recorded), payout)).toMatchObject({
      kind: 'in-process',
      providerReference: 'OLSFQ20220214101951114',
      data: { amount: 40009n, serviceFee: 6000n },
    });
  });

  test('stays in process when it says nothing more', () => {
    const outcome = outcomeOf(answerTo({ code: 1, responseId: 'R1' }), p2p);
    expect(outcome).toEqual({ kind: 'in-process', providerReference: 'R1', data: {} });
  });

  test('is unknown when an amount in it is no whole rupiah', () => {
    const odd = { ...recorded, data: { ...recorded.data, serviceFee: '6xxx' } };
    expect(outcomeOf(answerTo(odd), payout)).toEqual({ kind: 'unknown', cause: 'WRONG_SHAPE' });
  });

  test('is an unknown code where nothing can be in process', () => {
    expect(outcomeOf(answerTo(recorded), otp)).toMatchObject({ cause: 'UNKNOWN_CODE' });
  });

  test('may also be answered at once, as the public pages show', () => {
    const data = {
      bankAccount: '1234567890',
      bankName: 'BCA',
      bankAccountName: 'SITI',
      serviceFee: 2500,
      amount: '50000.00',
      totalAmount: 52500,
      balanceBefore: 100000,
      balanceAfter: 47500,
      date: '2026-11-22',
    };
    const outcome = outcomeOf(
      answerTo({ responseId: 'B1', code: 0, message: 'Success', data }),
      payout,
    );
    expect(outcome).toEqual({
      kind: 'ok',
      data: { providerReference: 'B1', amount: 50000n, serviceFee: 2500n, totalAmount: 52500n },
    });
  });
});
