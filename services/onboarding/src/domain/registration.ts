import {
  type AccountType,
  accountTypeOf,
  type Consents,
  type Customer,
  type CustomerEvent,
  type Identity,
  type Role,
} from './customer.ts';
import type { Placeholder } from './placeholder.ts';

/** How long KasPro may take to act on a call that we lost sight of. */
export interface Rules {
  readonly processingWindowMs: number;
  readonly consents: Consents;
  /** Whether numbers are registered at KasPro before they are proven (placeholder.ts). */
  readonly registerFirst: boolean;
}

/** A number proven by OTP. */
export interface Verification {
  readonly phoneHash: string;
  /** The id that its owner has, or gets, as a customer. */
  readonly customerId: string;
  readonly expiresAt: number;
  /** What it was used for: `<customerId>:<role>`. */
  readonly usedFor?: string;
}

export interface Register {
  readonly type: 'Register';
  readonly phoneHash: string;
  readonly tokenHash: string;
  readonly identity: Identity;
  readonly role: Role;
  readonly consents: { readonly terms: boolean | string; readonly privacy: boolean | string };
  /** The customer who asks for itself. Undefined: somebody who acts for all. */
  readonly onlyFor?: string | undefined;
  /** Whether KasPro takes registrations now. While it does not, none is begun. */
  readonly canSend: boolean;
}

export type Rejection =
  | 'VERIFICATION_INVALID'
  | 'CUSTOMER_NOT_FOUND'
  | 'CUSTOMER_RESTRICTED'
  | 'CONSENTS_REQUIRED'
  | 'CONSENTS_OUTDATED'
  | 'ROLE_ALREADY_REGISTERED'
  | 'REGISTRATION_IN_PROGRESS'
  | 'REGISTRATION_UNAVAILABLE';

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
  /** What KasPro was asked about the number before it was proven. */
  readonly placeholder?: Placeholder | undefined;
}

/** Refuses in the order of what a person can mend; done already is accepted without events. */
export function decideRegister(
  command: Register,
  known: Known,
  now: number,
  rules: Rules,
): Decision {
  const { role, tokenHash } = command;
  const refused = refusalOf(command, known, now, rules);
  if (refused) return refuse(refused);
  if (repeats(command, known)) return accept();
  const customerId = idOf(known);
  const used = { type: 'VerificationUsed', tokenHash, usedFor: useOf(customerId, role) } as const;
  if (known.customer?.registration) return accept(used);
  return accept(used, openedBy(command, known, now, rules.consents));
}

function refusalOf(
  command: Register,
  known: Known,
  now: number,
  rules: Rules,
): Rejection | undefined {
  return (
    verificationRefusal(command, known, now) ??
    ownerRefusal(command, known.customer) ??
    consentRefusal(command.consents, rules.consents) ??
    roleRefusal(command, known.customer) ??
    sendRefusal(command, known)
  );
}

// After the proof: who has none may not learn whether this number is somebody's.
function ownerRefusal({ onlyFor }: Register, customer?: Customer): Rejection | undefined {
  const isOthers = onlyFor !== undefined && customer && customer.customerId !== onlyFor;
  if (isOthers) return 'CUSTOMER_NOT_FOUND';
  return customer?.restriction && 'CUSTOMER_RESTRICTED';
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

// What is begun already, or needs no call to KasPro, goes on.
function sendRefusal({ canSend, role }: Register, known: Known): Rejection | undefined {
  const begun = known.customer?.registration ?? accountsOf(known).includes(accountTypeOf(role));
  return canSend || begun ? undefined : 'REGISTRATION_UNAVAILABLE';
}

/** The accounts that are known to exist; proving a number makes what was opened for it the owner's. */
function accountsOf({ customer, placeholder }: Known): readonly AccountType[] {
  const held = customer?.accounts ?? [];
  const isHeld = placeholder?.status !== 'OPEN' || held.includes('SUBSCRIBER');
  return isHeld ? held : [...held, 'SUBSCRIBER'];
}

function idOf({ customer, verification }: Known): string {
  const customerId = customer?.customerId ?? verification?.customerId;
  if (customerId === undefined) throw new Error('AKT_VERIFICATION_UNKNOWN');
  return customerId;
}

function openedBy(
  { role, tokenHash, phoneHash, identity }: Register,
  known: Known,
  now: number,
  consents: Consents,
): CustomerEvent {
  const { placeholder } = known;
  // What was sent for the number itself is enquired about, not sent again for its owner.
  const isSent = placeholder?.status === 'SENDING' && accountTypeOf(role) === 'SUBSCRIBER';
  const sent = isSent
    ? ({ status: 'SENDING', since: placeholder.since } as const)
    : ({ status: 'READY', since: now } as const);
  const registration = { role, ...sent, attempt: 1, tokenHash, consents };
  const customerId = idOf(known);
  const accounts = accountsOf(known);
  return { type: 'RegistrationOpened', customerId, phoneHash, identity, accounts, registration };
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

export function accept(...events: RegistrationEvent[]): Decision {
  return { accepted: true, events };
}

function refuse(rejection: Rejection): Decision {
  return { accepted: false, rejection };
}
