import { describe, expect, it } from 'vitest';
import { KYC_ASKING_MAX_MS, type KycCommand } from './decide-kyc.ts';
import { evolveKyc, NO_KYC } from './kyc.ts';
import * as sample from './kyc.samples.ts';
import { sameName } from './read-card.ts';

const { after, ASKING, customerId, decide, decision, ktp, ofAttempt, OPEN, PREMIUM, proven } =
  sample;
const { APPROVED, REJECTED, report, REVIEW, UNANSWERED } = sample;

const told = (event: object) => ({ accepted: true, events: [{ customerId, at: 5, ...event }] });
const SILENCE = { accepted: true, events: [] };
const refused = (rejection: string) => ({ accepted: false, rejection });

describe('sending photos', () => {
  it.each([
    ['by a BASIC customer', NO_KYC, 5],
    ['again, when KasPro never answered', UNANSWERED, 5],
    ['again, when the process before has died', ASKING, KYC_ASKING_MAX_MS],
  ] as const)('%s goes to KasPro', (_who, kyc, now) => {
    const opened = { type: 'KycOpened', customerId, attempt: 'a1', at: now };
    expect(after(OPEN, kyc, { now })).toEqual({ accepted: true, events: [opened] });
  });

  it.each([
    ['in review', REVIEW],
    ['PREMIUM', PREMIUM],
  ] as const)('by a customer who is %s changes nothing', (_what, kyc) => {
    expect(after(OPEN, kyc)).toEqual(SILENCE);
  });

  it('is refused while others are on their way, after a rejection, and to who is no customer yet', () => {
    expect(after(OPEN, ASKING)).toEqual(refused('KYC_IN_PROGRESS'));
    expect(after(OPEN, REJECTED)).toEqual(refused('KYC_REJECTED'));
    expect(after(OPEN, NO_KYC, { registered: false })).toEqual(refused('CUSTOMER_NOT_FOUND'));
  });
});

describe('what KasPro makes of them', () => {
  it('is PREMIUM when the card is this person’s', () => {
    expect(after(report(), ASKING)).toEqual(told({ type: 'KycApproved', proven }));
  });

  it('is PREMIUM with a warning where registries may err', () => {
    const nik = '2071014505900001';
    const warned = { ...proven, ktp: { ...ktp, nik } };
    const warnings = ['REGION_UNKNOWN', 'GENDER_DIFFERS'];
    expect(after(report({ nik }), ASKING)).toEqual(
      told({ type: 'KycApproved', proven: { ...warned, warnings } }),
    );
  });

  it.each([
    [{ name: 'SITI RAHMA' }, ['NAME_DIFFERS']],
    [{ birthDate: '06-05-1990' }, ['BIRTH_DATE_DIFFERS']],
    [{ birthDate: '?' }, ['BIRTH_DATE_DIFFERS']],
    [{ name: '', birthDate: '' }, ['NAME_DIFFERS', 'BIRTH_DATE_DIFFERS']],
  ])('is a review with %j: %j', (change, reasons) => {
    const read = { ...proven, ktp: { ...ktp, ...change } };
    const asked = told({ type: 'KycReviewAsked', reasons, proven: read });
    expect(after(report(change), ASKING)).toEqual(asked);
  });

  it('is a refusal for a NIK that cannot be, or that is another customer’s', () => {
    const impossible = after(report({ nik: '3171013002900001' }), ASKING);
    expect(impossible).toEqual(told({ type: 'KycRefused', refusal: 'EKYC_NIK_INVALID' }));
    const taken = after(report(), ASKING, { nikTaken: true });
    expect(taken).toEqual(told({ type: 'KycRefused', refusal: 'EKYC_NIK_TAKEN' }));
  });

  it('is a review when nobody knows, and nothing when it surely never got there', () => {
    const unknown = after({ type: 'ReportKycUnknown', ...ofAttempt }, ASKING);
    expect(unknown).toEqual(told({ type: 'KycReviewAsked', reasons: ['PROVIDER_UNKNOWN'] }));
    const notSent = after({ type: 'ReportKycNotSent', ...ofAttempt }, ASKING);
    expect(notSent).toEqual(told({ type: 'KycTakenBack' }));
  });

  it('is a review still when others, sent for want of an answer, never got there', () => {
    const again = evolveKyc(UNANSWERED, { type: 'KycOpened', customerId, at: 0, attempt: 'a1' });
    const notSent = after({ type: 'ReportKycNotSent', ...ofAttempt }, again);
    expect(notSent).toEqual(told({ type: 'KycReviewAsked', reasons: ['PROVIDER_UNKNOWN'] }));
  });

  it('is a review when their process has died, and not before', () => {
    const giveUp: KycCommand = { type: 'GiveUpKyc', customerId };
    expect(after(giveUp, ASKING, { now: KYC_ASKING_MAX_MS - 1 })).toEqual(SILENCE);
    const asked = { type: 'KycReviewAsked', customerId, reasons: ['PROVIDER_UNKNOWN'] };
    expect(after(giveUp, ASKING, { now: KYC_ASKING_MAX_MS })).toEqual({
      accepted: true,
      events: [{ ...asked, at: KYC_ASKING_MAX_MS }],
    });
    for (const kyc of [NO_KYC, REVIEW, PREMIUM, REJECTED]) {
      expect(after(giveUp, kyc, { now: KYC_ASKING_MAX_MS })).toEqual(SILENCE);
    }
  });

  it.each([NO_KYC, REVIEW, PREMIUM, REJECTED, { ...ASKING, attempt: 'a2' }])(
    'says nothing any more when the attempt is over: %j',
    (kyc) => {
      expect(after(report(), kyc)).toEqual(SILENCE);
    },
  );
});

describe('a decision of ours', () => {
  it('ends a review either way', () => {
    expect(after(decide('APPROVE'), REVIEW)).toEqual(
      told({ type: 'KycApproved', proven, decision }),
    );
    for (const [kyc, reasons] of [
      [REVIEW, ['NAME_DIFFERS']],
      [UNANSWERED, ['PROVIDER_UNKNOWN']],
    ] as const) {
      const rejected = told({ type: 'KycRejected', decision, reasons });
      expect(after(decide('REJECT'), kyc)).toEqual(rejected);
    }
  });

  it('that is repeated changes nothing', () => {
    expect(after(decide('REJECT'), REJECTED)).toEqual(SILENCE);
    expect(after(decide('APPROVE'), APPROVED)).toEqual(SILENCE);
  });

  it('is refused where nothing waits for it, or nothing is known to approve', () => {
    for (const kyc of [NO_KYC, ASKING, PREMIUM]) {
      expect(after(decide('REJECT'), kyc)).toEqual(refused('KYC_NOT_IN_REVIEW'));
    }
    expect(after(decide('APPROVE'), REJECTED)).toEqual(refused('KYC_NOT_IN_REVIEW'));
    expect(after(decide('APPROVE'), UNANSWERED)).toEqual(refused('KYC_IDENTITY_MISSING'));
  });
});

it.each([
  ['Siti Rahayu', 'SITI  RAHAYU', true],
  ["Nur'aini Ma'ruf", 'NURAINI MARUF', true],
  ['Sri-Wahyuni', 'SRI WAHYUNI', true],
  ['H. André', 'H ANDRE', true],
  ['Siti Rahayu', 'SITI RAHAYUNI', false],
  ['Siti', 'SITI RAHAYU', false],
])('%j and %j are one name: %j', (registered, printed, same) => {
  expect(sameName(registered, printed)).toBe(same);
});

it('a card that is rejected is kept, and its NIK is free again', () => {
  const rejected = { type: 'KycRejected', customerId, at: 5, decision, reasons: [] } as const;
  const { nikHash, ...card } = proven;
  expect(nikHash).toBe('n1');
  expect(evolveKyc(REVIEW, rejected)).toEqual({ status: 'REJECTED', since: 5, decision, card });
  expect(evolveKyc(UNANSWERED, rejected)).toEqual({ status: 'REJECTED', since: 5, decision });
});

it('an event that its state cannot have is a bug', () => {
  const approved = { type: 'KycApproved', customerId, at: 0, proven } as const;
  expect(() => evolveKyc(REJECTED, approved)).toThrow('AKT_KYC_EDGE');
});
