import type { Draft } from '@angkutan/events';
import type { Verdict, Work } from '@angkutan/messaging';
import type { ClientSession } from 'mongoose';
import { type Customer, evolveCustomer } from '../domain/customer.ts';
import type { Placeholder } from '../domain/placeholder.ts';
import {
  decideRegister,
  type Decision,
  type RegistrationEvent,
  type Rules,
  type Verification,
} from '../domain/registration.ts';
import { type Confirm, type CustomerCommand, decideReport } from '../domain/registration-report.ts';
import { type Kept, toCustomer, toRow } from './customer-rows.ts';
import { toPlaceholder } from './placeholder-book.ts';
import type { IdentityVault } from './identity-vault.ts';
import type { Rows, VerificationRow } from './rows.ts';

/** What a group of commands touches. A verification or customer that is not there has no entry. */
export interface Touched {
  readonly customers: Map<string, Customer>;
  /** What does not change here stays as it is at rest. */
  readonly kept: Map<string, Kept>;
  readonly verifications: Map<string, Verification>;
  /** What was asked of KasPro about numbers that are being registered. */
  readonly placeholders: ReadonlyMap<string, Placeholder>;
  readonly changed: Set<string>;
}

export type CustomerWork = Work<CustomerCommand, Touched, RegistrationEvent>;

export interface CustomerWorkParts {
  readonly rows: Rows;
  readonly vault: IdentityVault;
  readonly rules: Rules;
}

/** Registration as the one loop runs it: loaded, decided by the domain, saved, in one transaction. */
export function createCustomerWork(parts: CustomerWorkParts): CustomerWork {
  return {
    name: 'customers',
    load: (commands, tx) => load(parts, commands, tx),
    decide(command, touched, { now }) {
      const decision = decide(command, touched, now.getTime(), parts.rules);
      return verdictOf(command, decision, touched);
    },
    evolve,
    save: (touched, tx) => save(parts, touched, tx),
  };
}

async function load(
  { rows, vault }: CustomerWorkParts,
  commands: readonly CustomerCommand[],
  session: ClientSession,
): Promise<Touched> {
  const registers = commands.filter((command) => command.type === 'Register');
  const others = commands.filter((command) => command.type !== 'Register');
  const phones = registers.map(({ phoneHash }) => phoneHash);
  const ids = others.map(({ customerId }) => customerId);
  const tokens = registers.map(({ tokenHash }) => tokenHash);
  const mine = { $or: [{ _id: { $in: ids } }, { phoneHash: { $in: phones } }] };
  const found = await rows.customers.find(mine, { session }).toArray();
  const verified = await rows.verifications.find({ _id: { $in: tokens } }, { session }).toArray();
  const asked = await rows.placeholders.find({ _id: { $in: phones } }, { session }).toArray();
  return {
    placeholders: new Map(asked.map((row) => [row._id, toPlaceholder(row)])),
    customers: new Map(found.map((row) => [row._id, toCustomer(row, vault)])),
    kept: new Map(found.map((row) => [row._id, row])),
    verifications: new Map(verified.map((row) => [row._id, toVerification(row)])),
    changed: new Set(),
  };
}

function decide(command: CustomerCommand, touched: Touched, now: number, rules: Rules): Decision {
  if (command.type === 'Register') {
    const { phoneHash, tokenHash } = command;
    const customer = [...touched.customers.values()].find((one) => one.phoneHash === phoneHash);
    const verification = touched.verifications.get(tokenHash);
    const placeholder = touched.placeholders.get(phoneHash);
    return decideRegister(command, { customer, verification, placeholder }, now, rules);
  }
  const customer = touched.customers.get(command.customerId);
  if (!customer) throw new Error('AKT_CUSTOMER_UNKNOWN');
  return decideReport(command, customer, now, rules);
}

function verdictOf(
  command: CustomerCommand,
  decision: Decision,
  touched: Touched,
): Verdict<RegistrationEvent> {
  if (!decision.accepted) return { status: 'refused', code: decision.rejection, detail: '' };
  const { events } = decision;
  const told = command.type === 'ReportRegistered' && events.length > 0;
  const publish = told ? [announcement(command, touched.customers.get(command.customerId))] : [];
  return { status: 'done', changes: events, publish };
}

function announcement({ customerId, sealedAccount }: Confirm, customer?: Customer): Draft {
  if (!customer?.registration) throw new Error('AKT_NO_OPEN_REGISTRATION');
  const { tier, phoneHash, registration } = customer;
  const data = { customerId, role: registration.role, tier, phoneHash, sealedAccount };
  return { type: 'CustomerRegistered', key: customerId, data };
}

function evolve(touched: Touched, event: RegistrationEvent): void {
  if (event.type !== 'VerificationUsed') {
    const before = touched.customers.get(event.customerId);
    touched.customers.set(event.customerId, evolveCustomer(before, event));
    touched.changed.add(event.customerId);
    return;
  }
  const { tokenHash, usedFor } = event;
  const verification = touched.verifications.get(tokenHash);
  if (!verification) throw new Error('AKT_VERIFICATION_UNKNOWN');
  touched.verifications.set(tokenHash, { ...verification, usedFor });
  touched.changed.add(tokenHash);
}

async function save(
  { rows, vault, rules }: CustomerWorkParts,
  touched: Touched,
  session: ClientSession,
): Promise<void> {
  const changed = [...touched.customers.values()].filter(({ customerId }) =>
    touched.changed.has(customerId),
  );
  const customers = changed.map((customer) => {
    const _id = customer.customerId;
    const kept = touched.kept.get(_id) ?? { identity: sealedNow(customer, vault) };
    const replacement = toRow(customer, kept);
    return { replaceOne: { filter: { _id }, replacement, upsert: true } };
  });
  const verifications = [...touched.verifications]
    .filter(([_id]) => touched.changed.has(_id))
    .map(([_id, { usedFor = '' }]) => ({
      updateOne: { filter: { _id }, update: { $set: { usedFor } } },
    }));
  if (customers.length > 0) await rows.customers.bulkWrite(customers, { session });
  if (verifications.length > 0) await rows.verifications.bulkWrite(verifications, { session });
  if (rules.registerFirst) await takePlaceholders(rows, changed, session);
}

// Who registers a number and who only asks for a code to it write the same row: one of them is
// second, and sees the other.
async function takePlaceholders(
  { placeholders }: Rows,
  changed: readonly Customer[],
  session: ClientSession,
): Promise<void> {
  const taken = changed.filter(({ registration }) => registration !== undefined);
  const writes = taken.map(({ phoneHash: _id }) => ({
    updateOne: { filter: { _id }, update: { $set: { takenAt: new Date() } }, upsert: true },
  }));
  if (writes.length > 0) await placeholders.bulkWrite(writes, { session });
}

/** A customer begins with a registration, which knows when. */
function sealedNow({ customerId, identity, registration }: Customer, vault: IdentityVault) {
  if (!registration) throw new Error('AKT_NO_OPEN_REGISTRATION');
  return { ...vault.seal(customerId, identity), since: new Date(registration.since) };
}

function toVerification(row: VerificationRow): Verification {
  const { phoneHash, customerId, expiresAt, usedFor } = row;
  const used = usedFor === undefined ? {} : { usedFor };
  return { phoneHash, customerId, expiresAt: expiresAt.getTime(), ...used };
}
