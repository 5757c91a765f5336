import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KYC_ASKING_MAX_MS, type KycCommand } from './decide-kyc.ts';
import { evolveKyc, type Kyc, type KycEvent, NO_KYC } from './kyc.ts';
import { after, customerId, decide, report } from './kyc.samples.ts';

/** As everybody sees the states. */
const seen = ({ status }: Kyc) =>
  status === 'ASKING' || status === 'REVIEW' ? 'KYC_PENDING' : status;

const ARROWS = [
  'BASIC → KYC_PENDING',
  'KYC_PENDING → BASIC',
  'KYC_PENDING → KYC_PENDING',
  'KYC_PENDING → PREMIUM',
  'KYC_PENDING → REJECTED',
];
const REFUSALS = ['KYC_IN_PROGRESS', 'KYC_REJECTED', 'KYC_NOT_IN_REVIEW', 'KYC_IDENTITY_MISSING'];

const attempts = fc.constantFrom('a1', 'a2');
const ofAttempt = (type: 'ReportKycUnknown' | 'ReportKycNotSent') =>
  attempts.map((attempt): KycCommand => ({ type, customerId, attempt }));
const commands: fc.Arbitrary<KycCommand> = fc.oneof(
  attempts.map((attempt): KycCommand => ({ type: 'OpenKyc', customerId, attempt })),
  ofAttempt('ReportKycUnknown'),
  ofAttempt('ReportKycNotSent'),
  fc.constantFrom(report(), report({ name: 'X' }), report({ nik: '1' })),
  fc.constantFrom(decide('APPROVE'), decide('REJECT')),
  fc.constant<KycCommand>({ type: 'GiveUpKyc', customerId }),
);
const steps = fc.array(fc.tuple(commands, fc.nat(KYC_ASKING_MAX_MS)), { maxLength: 30 });

/** Every state, and what has led to it: nothing, an event, or a refusal by name. */
function lifeOf(given: readonly (readonly [KycCommand, number])[]) {
  let kyc: Kyc = NO_KYC;
  let now = 0;
  return given.map(([command, ms]) => {
    now += ms;
    const before = kyc;
    const decided = after(command, before, { now });
    const events: readonly KycEvent[] = decided.accepted ? decided.events : [];
    kyc = events.reduce(evolveKyc, before);
    return { before, now, decided, events, after: kyc };
  });
}

it('any order of commands goes along the arrows, one event each, and is else refused by name', () => {
  const gone = new Set<string>();
  fc.assert(
    fc.property(steps, (given) => {
      for (const step of lifeOf(given)) {
        if (!step.decided.accepted) expect(REFUSALS).toContain(step.decided.rejection);
        expect(step.events.length).toBeLessThanOrEqual(1);
        if (step.events.length === 0) expect(step.after).toBe(step.before);
        else gone.add(`${seen(step.before)} → ${seen(step.after)}`);
      }
    }),
    { numRuns: 500, seed: 5 },
  );
  expect([...gone].toSorted()).toEqual(ARROWS);
});

// Only an answer of KasPro, or a person's word, ends what is not known.
function unknownAfter(unknown: boolean, event: KycEvent | undefined): boolean {
  switch (event?.type) {
    case 'KycReviewAsked':
      return event.reasons.includes('PROVIDER_UNKNOWN');
    case 'KycRefused':
    case 'KycApproved':
    case 'KycRejected':
      return false;
    case 'KycOpened':
    case 'KycTakenBack':
    case undefined:
      return unknown;
  }
}

it('nobody becomes PREMIUM without a card, and an unknown is never forgotten', () => {
  fc.assert(
    fc.property(steps, (given) => {
      let unknown = false;
      for (const { events, after: kyc } of lifeOf(given)) {
        unknown = unknownAfter(unknown, events[0]);
        if (unknown) expect(seen(kyc)).toBe('KYC_PENDING');
        if (kyc.status === 'PREMIUM') expect(kyc.proven.nikHash).toBe('n1');
      }
    }),
    { numRuns: 500, seed: 6 },
  );
});
