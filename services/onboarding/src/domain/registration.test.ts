import { describe, expect, it } from 'vitest';
import { evolveCustomer, referenceOf } from './customer.ts';
import { customer, REGISTER, registration, RULES, VERIFICATION } from './customer.samples.ts';
import { decideRegister, type Known, type Register, useOf } from './registration.ts';
import { decideReport } from './registration-report.ts';

const USED = { type: 'VerificationUsed', tokenHash: REGISTER.tokenHash, usedFor: 'c1:USER' };

function register(change: Partial<Register> = {}, known: Partial<Known> = {}, now = 10) {
  const all = { customer: undefined, verification: VERIFICATION, ...known };
  return decideRegister({ ...REGISTER, ...change }, all, now, RULES);
}

describe('registering', () => {
  it('opens a registration and uses the proof up', () => {
    const opened = registration({ since: 10 });
    expect(register()).toMatchObject({
      accepted: true,
      events: [USED, { type: 'RegistrationOpened', customerId: 'c1', registration: opened }],
    });
  });

  it('gives a further role of the same person the same customerId', () => {
    const held = customer({ customerId: 'c0', roles: [{ ...registration(), role: 'DRIVER' }] });
    const decision = register({}, { customer: held });
    expect(decision).toMatchObject({ events: [{}, { customerId: 'c0' }] });
  });

  it.each([
    ['there is none', undefined],
    ['it is of another number', { ...VERIFICATION, phoneHash: 'other' }],
    ['it has expired', { ...VERIFICATION, expiresAt: 10 }],
    ['it was used for another role', { ...VERIFICATION, usedFor: useOf('c1', 'DRIVER') }],
    ['it was used for what KasPro then refused', { ...VERIFICATION, usedFor: useOf('c1', 'USER') }],
  ])('is refused by its proof when %s', (_why, verification) => {
    const decision = register({}, { customer: customer(), verification });
    expect(decision).toEqual({ accepted: false, rejection: 'VERIFICATION_INVALID' });
  });

  it.each([
    [{ terms: false, privacy: true }, 'CONSENTS_REQUIRED'],
    [{ terms: 't1', privacy: '' }, 'CONSENTS_REQUIRED'],
    [{ terms: 't0', privacy: 'p1' }, 'CONSENTS_OUTDATED'],
  ])('with the consents %j is refused: %s', (consents, rejection) => {
    expect(register({ consents })).toEqual({ accepted: false, rejection });
  });

  it('is refused when the person has that role by another proof', () => {
    const held = customer({ roles: [{ ...registration(), tokenHash: 'earlier' }] });
    const rejection = 'ROLE_ALREADY_REGISTERED';
    expect(register({}, { customer: held })).toEqual({ accepted: false, rejection });
  });

  it("of a proven number that is somebody else's is refused to a customer, not to a back end", () => {
    const others = customer({ customerId: 'c0' });
    const rejection = 'CUSTOMER_NOT_FOUND';
    expect(register({ onlyFor: 'c9' }, { customer: others })).toEqual({
      accepted: false,
      rejection,
    });
    expect(register({ onlyFor: 'c0' }, { customer: others }).accepted).toBe(true);
    expect(register({ onlyFor: 'c9' }).accepted).toBe(true);
  });

  it("without a proof hears the same of somebody's number as of nobody's", () => {
    const others = customer({ customerId: 'c0' });
    const unproven = { onlyFor: 'c9' } as const;
    const refused = register(unproven, { verification: undefined });
    expect(register(unproven, { customer: others, verification: undefined })).toEqual(refused);
  });

  it('is not begun while KasPro takes none, except where the account is there already', () => {
    const rejection = 'REGISTRATION_UNAVAILABLE';
    expect(register({ canSend: false })).toEqual({ accepted: false, rejection });
    const held = customer({ accounts: ['SUBSCRIBER'] });
    expect(register({ canSend: false }, { customer: held }).accepted).toBe(true);
  });

  it('takes over the account that was opened for the number, and asks KasPro no more', () => {
    const placeholder = { status: 'OPEN', attempt: 1, since: 5 } as const;
    const opened = { type: 'RegistrationOpened', accounts: ['SUBSCRIBER'] };
    const taken = { accepted: true, events: [USED, opened] };
    expect(register({ canSend: false }, { placeholder })).toMatchObject(taken);
    const merchant = register({ role: 'MERCHANT' }, { placeholder });
    expect(merchant).toMatchObject({
      events: [
        {},
        { accounts: ['SUBSCRIBER'], registration: { role: 'MERCHANT', status: 'READY' } },
      ],
    });
  });

  it('goes on enquiring where the number was being registered, and sends nothing', () => {
    const placeholder = { status: 'SENDING', attempt: 1, since: 5 } as const;
    expect(register({}, { placeholder })).toMatchObject({
      events: [{}, { accounts: [], registration: { status: 'SENDING', since: 5 } }],
    });
    expect(register({ role: 'MERCHANT' }, { placeholder })).toMatchObject({
      events: [{}, { registration: { status: 'READY' } }],
    });
  });

  it('is refused while another role of the person is being registered', () => {
    const open = customer({ registration: registration({ role: 'DRIVER' }) });
    const rejection = 'REGISTRATION_IN_PROGRESS';
    expect(register({}, { customer: open })).toEqual({ accepted: false, rejection });
  });

  it('again with the same proof changes nothing, also after the proof has expired', () => {
    const verification = { ...VERIFICATION, usedFor: useOf('c1', 'USER') };
    const done = customer({ roles: [registration()] });
    const open = customer({ registration: registration() });
    const nothing = { accepted: true, events: [] };
    expect(register({}, { customer: done, verification }, 5_000)).toEqual(nothing);
    expect(register({}, { customer: open, verification }, 5_000)).toEqual(nothing);
  });

  it('with a new proof goes on with the open registration', () => {
    const open = customer({ registration: registration({ tokenHash: 'earlier' }) });
    expect(register({}, { customer: open })).toEqual({ accepted: true, events: [USED] });
  });
});

type ReportType = Parameters<typeof decideReport>[0]['type'];

function report(
  type: ReportType,
  open: Parameters<typeof registration>[0],
  now = 10,
  { askedMsAgo } = { askedMsAgo: 0 },
) {
  const state = customer({ registration: registration(open) });
  const reference = referenceOf('c1', registration());
  const sealedAccount = Buffer.of(1);
  const command = { type, customerId: 'c1', reference, sealedAccount, askedMsAgo };
  const decision = decideReport(command, state, now, RULES);
  if (!decision.accepted) throw new Error('a report is never refused');
  return decision.events.map((event) =>
    event.type === 'VerificationUsed' ? event : evolveCustomer(state, event),
  );
}

describe('a registration at KasPro', () => {
  it('is claimed for sending once', () => {
    expect(report('StartSending', {})).toMatchObject([{ registration: { status: 'SENDING' } }]);
    expect(report('StartSending', { status: 'SENDING' })).toEqual([]);
  });

  it('that was surely not sent may go again under the same reference', () => {
    const [state] = report('ReportNotSent', { status: 'SENDING' });
    expect(state).toMatchObject({ registration: { status: 'READY', attempt: 1, since: 10 } });
  });

  it('that is done adds the role, remembers the account and is over', () => {
    const [state] = report('ReportRegistered', { status: 'SENDING' });
    expect(state).toMatchObject({ roles: [{ role: 'USER', since: 10 }], accounts: ['SUBSCRIBER'] });
    expect(state).not.toHaveProperty('registration');
  });

  it('that is refused is over, and leaves no role', () => {
    const [state] = report('ReportRefused', { status: 'SENDING' });
    expect(state).toMatchObject({ roles: [], accounts: [] });
    expect(state).not.toHaveProperty('registration');
  });

  it('that KasPro does not know is sent anew only after the window, under the next reference', () => {
    const sending = { status: 'SENDING', since: 0 } as const;
    expect(report('ReportNotFound', sending, RULES.processingWindowMs - 1)).toEqual([]);
    const late = { askedMsAgo: 2_000 };
    expect(report('ReportNotFound', sending, RULES.processingWindowMs + 1_999, late)).toEqual([]);
    const [state] = report('ReportNotFound', sending, RULES.processingWindowMs);
    expect(state).toMatchObject({ registration: { status: 'READY', attempt: 2 } });
    expect(referenceOf('c1', registration({ attempt: 2 }))).not.toBe(
      referenceOf('c1', registration()),
    );
  });

  it.each<ReportType>(['StartSending', 'ReportRegistered', 'ReportRefused', 'ReportNotFound'])(
    'hears no %s about an earlier attempt',
    (type) => {
      expect(report(type, { status: 'SENDING', attempt: 2 }, 10_000_000)).toEqual([]);
    },
  );
});
