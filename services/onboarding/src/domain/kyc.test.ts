import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideKyc, KYC_ASKING_MAX_MS, type KycCommand, sameName } from './decide-kyc.ts';
import { evolveKyc, type Kyc, type KycEvent, type Ktp, NO_KYC } from './kyc.ts';

const ktp: Ktp = {
  nik: '3171010505900001',
  name: 'SITI RAHAYU',
  birthPlace: 'JAKARTA',
  birthDate: '05-05-1990',
  gender: 'LAKI-LAKI',
  address: 'JL. CONTOH NO. 1',
  rtrw: '001/002',
  villageDistrict: 'CIDENG',
  subDistrict: 'GAMBIR',
  district: 'JAKARTA PUSAT',
  province: 'DKI JAKARTA',
  occupation: 'KARYAWAN SWASTA',
  nationality: 'WNI',
};
const customerId = 'c1';
const ofAttempt = { customerId, attempt: 'a1' };
const proven = { ktp, nikHash: 'n1', warnings: [] };
const decision = { by: 'ops1', reason: 'looked at it', at: 5 };

const ASKING: Kyc = { status: 'ASKING', attempt: 'a1', since: 0 };
const REVIEW: Kyc = { status: 'REVIEW', since: 0, reasons: ['NAME_DIFFERS'], proven };
const UNANSWERED: Kyc = { status: 'REVIEW', since: 0, reasons: ['PROVIDER_UNKNOWN'] };
const PREMIUM: Kyc = { status: 'PREMIUM', since: 0, proven };
const REJECTED: Kyc = { status: 'REJECTED', since: 0, decision };

const OPEN: KycCommand = { type: 'OpenKyc', ...ofAttempt };
const report = (change: Partial<Ktp> = {}): KycCommand => ({
  type: 'ReportKtp',
  ...ofAttempt,
  ktp: { ...ktp, ...change },
  nikHash: 'n1',
});
const decide = (given: 'APPROVE' | 'REJECT'): KycCommand => ({
  type: 'DecideKyc',
  customerId,
  decision: given,
  reason: 'looked at it',
  by: 'ops1',
});

const NOBODY = { registered: true, nikTaken: false };
const identity = { mobileNumber: '+6281234567890', name: 'Siti Rahayu' };
function after(
  command: KycCommand,
  kyc: Kyc,
  { now = 5, ...known }: Partial<typeof NOBODY> & { now?: number } = {},
) {
  return decideKyc(command, { ...NOBODY, identity, kyc, ...known }, now);
}
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
    expect(after(decide('REJECT'), UNANSWERED)).toEqual(told({ type: 'KycRejected', decision }));
  });

  it('that is repeated changes nothing', () => {
    expect(after(decide('REJECT'), REJECTED)).toEqual(SILENCE);
    expect(after(decide('APPROVE'), { ...PREMIUM, decision })).toEqual(SILENCE);
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

it('no order of commands leaves the states, and PREMIUM and REJECTED are never left', () => {
  const attempts = fc.constantFrom('a1', 'a2');
  const commands = fc.oneof(
    attempts.map((attempt): KycCommand => ({ ...OPEN, customerId, attempt })),
    attempts.map((attempt): KycCommand => ({ type: 'ReportKycUnknown', customerId, attempt })),
    attempts.map((attempt): KycCommand => ({ type: 'ReportKycNotSent', customerId, attempt })),
    fc.constantFrom(report(), report({ name: 'X' }), report({ nik: '1' })),
    fc.constantFrom(decide('APPROVE'), decide('REJECT')),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(commands, fc.nat(KYC_ASKING_MAX_MS))), (steps) => {
      let kyc: Kyc = NO_KYC;
      let now = 0;
      for (const [command, ms] of steps) {
        now += ms;
        const decided = after(command, kyc, { now });
        const events: readonly KycEvent[] = decided.accepted ? decided.events : [];
        const ended = kyc.status === 'PREMIUM' || kyc.status === 'REJECTED';
        expect(ended && events.length > 0).toBe(false);
        kyc = events.reduce(evolveKyc, kyc);
      }
    }),
  );
});

it('an event that its state cannot have is a bug', () => {
  const approved = { type: 'KycApproved', customerId, at: 0, proven } as const;
  expect(() => evolveKyc(REJECTED, approved)).toThrow('AKT_KYC_EDGE');
});
