import {
  type Consents,
  type Customer,
  type CustomerEvent,
  type Identity,
  referenceOf,
  type Role,
} from './customer.ts';

/** How long KasPro may take to act on a call that we lost sight of. */
export interface Rules {
  readonly processingWindowMs: number;
  readonly consents: Consents;
}

/** A number proven by OTP. */
export interface Verification {
  readonly phoneHash: string;
  readonly expiresAt: number;
  /** What it was used for: `<customerId>:<role>`. */
  readonly usedFor?: string;
}

export interface Register {
  readonly type: 'Register';
  /** The id that the customer gets when the number is new. */
  readonly newCustomerId: string;
  readonly phoneHash: string;
  readonly tokenHash: string;
  readonly identity: Identity;
  readonly role: Role;
  readonly consents: { readonly terms: boolean | string; readonly privacy: boolean | string };
}

/** What became of the call to KasPro; `reference` says of which attempt. */
export interface Report {
  readonly type: 'StartSending' | 'ReportNotSent' | 'ReportRefused' | 'ReportNotFound';
  readonly customerId: string;
  readonly reference: string;
}

export interface Confirm {
  readonly type: 'ReportRegistered';
  readonly customerId: string;
  readonly reference: string;
  /** The KasPro account, sealed for the wallet. */
  readonly sealedAccount: Buffer;
}

export type CustomerCommand = Register | Report | Confirm;

export type Rejection =
  | 'VERIFICATION_INVALID'
  | 'CONSENTS_REQUIRED'
  | 'CONSENTS_OUTDATED'
  | 'ROLE_ALREADY_REGISTERED'
  | 'REGISTRATION_IN_PROGRESS';

export interface VerificationUsed {
  readonly type: 'VerificationUsed';
  readonly tokenHash: string;
  readonly usedFor: string;
}

export type RegistrationEvent = CustomerEvent | VerificationUsed;

export type Decision =
  | { readonly accepted: true; readonly events: readonly RegistrationEvent[] }
  | { readonly accepted: false; readonly rejection: Rejection };

export interface Known {
  readonly customer: Customer | undefined;
  readonly verification: Verification | undefined;
}

/** Refuses in the order of what a person can mend; done already is accepted without events. */
export function decideRegister(
  command: Register,
  known: Known,
  now: number,
  rules: Rules,
): Decision {
  const { customer } = known;
  const { role, tokenHash } = command;
  const customerId = customer?.customerId ?? command.newCustomerId;
  const refused = refusalOf(command, known, now, rules);
  if (refused) return refuse(refused);
  if (repeats(command, known)) return accept();
  const used = { type: 'VerificationUsed', tokenHash, usedFor: useOf(customerId, role) } as const;
  if (customer?.registration) return accept(used);
  return accept(used, openedBy(command, customerId, now, rules.consents));
}

function refusalOf(
  command: Register,
  known: Known,
  now: number,
  rules: Rules,
): Rejection | undefined {
  return (
    verificationRefusal(command, known, now) ??
    consentRefusal(command.consents, rules.consents) ??
    roleRefusal(command, known.customer)
  );
}

function verificationRefusal(command: Register, known: Known, now: number): Rejection | undefined {
  const { verification } = known;
  if (verification?.phoneHash !== command.phoneHash) return 'VERIFICATION_INVALID';
  const fresh = verification.usedFor === undefined && verification.expiresAt > now;
  return fresh || repeats(command, known) ? undefined : 'VERIFICATION_INVALID';
}

// Who comes again with the same proof repeats a call; who has a new one asks for the role anew.
function repeats({ role, tokenHash }: Register, { customer, verification }: Known): boolean {
  if (!customer || verification?.usedFor !== useOf(customer.customerId, role)) return false;
  const held = customer.roles.some((one) => one.role === role && one.tokenHash === tokenHash);
  return held || customer.registration?.role === role;
}

function roleRefusal({ role, tokenHash }: Register, customer?: Customer): Rejection | undefined {
  const held = customer?.roles.find((one) => one.role === role);
  if (held && held.tokenHash !== tokenHash) return 'ROLE_ALREADY_REGISTERED';
  const open = customer?.registration;
  return open && open.role !== role ? 'REGISTRATION_IN_PROGRESS' : undefined;
}

function openedBy(
  { role, tokenHash, phoneHash, identity }: Register,
  customerId: string,
  now: number,
  consents: Consents,
): CustomerEvent {
  const registration = {
    role,
    status: 'READY',
    attempt: 1,
    since: now,
    tokenHash,
    consents,
  } as const;
  return { type: 'RegistrationOpened', customerId, phoneHash, identity, registration };
}

/** A report about an attempt that is over says nothing any more. */
export function decideReport(
  command: Report | Confirm,
  customer: Customer,
  now: number,
  rules: Rules,
): Decision {
  const { customerId, registration } = customer;
  if (!registration || referenceOf(customerId, registration) !== command.reference) return accept();
  const sending = registration.status === 'SENDING';
  const { attempt } = registration;
  switch (command.type) {
    case 'StartSending':
      return sending ? accept() : accept({ type: 'RegistrationSending', customerId, at: now });
    case 'ReportNotSent':
      return sending
        ? accept({ type: 'RegistrationReady', customerId, at: now, attempt })
        : accept();
    case 'ReportRefused':
      return accept({ type: 'RegistrationRefused', customerId });
    case 'ReportNotFound': {
      const over = sending && now - registration.since >= rules.processingWindowMs;
      const next = attempt + 1;
      return over
        ? accept({ type: 'RegistrationReady', customerId, at: now, attempt: next })
        : accept();
    }
    case 'ReportRegistered':
      return accept({ type: 'RoleAdded', customerId, at: now });
  }
}

/** How a verification remembers what it was used for. */
export function useOf(customerId: string, role: Role): string {
  return `${customerId}:${role}`;
}

function consentRefusal(given: Register['consents'], current: Consents): Rejection | undefined {
  const pairs = [
    [given.terms, current.terms],
    [given.privacy, current.privacy],
  ] as const;
  if (pairs.some(([consent]) => consent === false || consent === '')) return 'CONSENTS_REQUIRED';
  const outdated = pairs.some(([consent, version]) => consent !== true && consent !== version);
  return outdated ? 'CONSENTS_OUTDATED' : undefined;
}

function accept(...events: RegistrationEvent[]): Decision {
  return { accepted: true, events };
}

function refuse(rejection: Rejection): Decision {
  return { accepted: false, rejection };
}
