import type { Verdict, Work } from '@angkutan/messaging';
import type { ClientSession } from 'mongoose';
import { type Customer, evolveCustomerKyc } from '../domain/customer.ts';
import { decideKyc, type KycCommand } from '../domain/decide-kyc.ts';
import type { KycEvent } from '../domain/kyc.ts';
import { toCustomer } from './customer-rows.ts';
import type { IdentityVault } from './identity-vault.ts';
import { draftOf } from './kyc-drafts.ts';
import { toKycRow } from './kyc-rows.ts';
import type { WrappedKey } from './master-keys.ts';
import type { Rows } from './rows.ts';

interface Touched {
  readonly customers: Map<string, Customer>;
  readonly keys: Map<string, WrappedKey>;
  readonly changed: Set<string>;
}

export type KycWork = Work<KycCommand, Touched, KycEvent>;

export interface KycWorkParts {
  readonly rows: Rows;
  readonly vault: IdentityVault;
}

/** The e-KYC as the one loop runs it. A NIK is one customer's: here by look-up, at last by an index. */
export function createKycWork({ rows, vault }: KycWorkParts): KycWork {
  return {
    name: 'kyc',
    async load(commands, session) {
      const ids = commands.map(({ customerId }) => customerId);
      const hashes = commands.flatMap((one) => (one.type === 'ReportKtp' ? [one.nikHash] : []));
      const mine = { $or: [{ _id: { $in: ids } }, { 'kyc.nikHash': { $in: hashes } }] };
      const found = await rows.customers.find(mine, { session }).toArray();
      return {
        customers: new Map(found.map((row) => [row._id, toCustomer(row, vault)])),
        keys: new Map(found.map((row) => [row._id, row.identity])),
        changed: new Set(),
      };
    },
    decide: (command, touched, { now }) => verdictOf(command, touched, now.getTime()),
    evolve({ customers, changed }, event) {
      const customer = customers.get(event.customerId);
      if (!customer) throw new Error('AKT_CUSTOMER_UNKNOWN');
      customers.set(event.customerId, evolveCustomerKyc(customer, event));
      changed.add(event.customerId);
    },
    save: (touched, session) => save({ rows, vault }, touched, session),
  };
}

function verdictOf(command: KycCommand, { customers }: Touched, now: number): Verdict<KycEvent> {
  const customer = customers.get(command.customerId);
  if (!customer) return { status: 'refused', code: 'CUSTOMER_NOT_FOUND', detail: '' };
  const { kyc, identity, roles } = customer;
  const nikTaken = [...customers.values()].some(
    (other) => other !== customer && nikHashOf(other) === nikHashIn(command),
  );
  const [registered, restricted] = [roles.length > 0, customer.restriction !== undefined];
  const known = { kyc, identity, registered, restricted, nikTaken };
  const decision = decideKyc(command, known, now);
  if (!decision.accepted) return { status: 'refused', code: decision.rejection, detail: '' };
  const { events } = decision;
  return { status: 'done', changes: events, publish: events.map(draftOf) };
}

// Of a customer without a card, and of a command without one, they never meet.
function nikHashOf({ kyc }: Customer): string | undefined {
  const proven = kyc.status === 'REVIEW' || kyc.status === 'PREMIUM' ? kyc.proven : undefined;
  return proven?.nikHash;
}

function nikHashIn(command: KycCommand): string {
  return command.type === 'ReportKtp' ? command.nikHash : '';
}

async function save(
  { rows, vault }: KycWorkParts,
  { customers, keys, changed }: Touched,
  session: ClientSession,
): Promise<void> {
  const updates = [...changed].flatMap((_id) => {
    const customer = customers.get(_id);
    const key = keys.get(_id);
    if (!customer || !key) throw new Error('AKT_CUSTOMER_UNKNOWN');
    const $set = {
      kyc: toKycRow(customer.kyc, vault.fieldsOf(_id, key)),
      tier: customer.tier,
    };
    return [{ updateOne: { filter: { _id }, update: { $set } } }];
  });
  if (updates.length > 0) await rows.customers.bulkWrite(updates, { session });
}
