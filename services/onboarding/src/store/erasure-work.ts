import type { Draft } from '@angkutan/events';
import type { Verdict, Work } from '@angkutan/messaging';
import type { ClientSession } from 'mongoose';
import {
  decideErasure,
  type ErasureCommand,
  type ErasureEvent,
  type ErasureState,
} from '../domain/erasure.ts';
import { heldIn } from './held.ts';
import type { IdentityVault } from './identity-vault.ts';
import type { CustomerRow, ErasureRow, Rows } from './rows.ts';

interface Touched {
  readonly rows: ReadonlyMap<string, CustomerRow>;
  readonly states: Map<string, ErasureState>;
  readonly events: ErasureEvent[];
}

export type ErasureWork = Work<ErasureCommand, Touched, ErasureEvent>;

export interface ErasureWorkParts {
  readonly rows: Rows;
  readonly vault: IdentityVault;
}

/** Erasures as the one loop runs them. */
export function createErasureWork(parts: ErasureWorkParts): ErasureWork {
  return {
    name: 'erasures',
    load: (commands, session) => load(parts, commands, session),
    decide(command, { states }, { now }): Verdict<ErasureEvent> {
      const decision = decideErasure(command, states.get(command.customerId), now.getTime());
      if (!decision.accepted) return { status: 'refused', code: decision.rejection, detail: '' };
      const publish = decision.events.flatMap((event) => draftsOf(event));
      return { status: 'done', changes: decision.events, publish };
    },
    evolve({ states, events }, event) {
      states.set(event.customerId, stateAfter(event));
      events.push(event);
    },
    async save(touched, session) {
      for (const event of touched.events) {
        const row = touched.rows.get(event.customerId);
        if (!row) throw new Error('AKT_CUSTOMER_UNKNOWN');
        if (event.type === 'CustomerRestricted') await restrict(parts, row, event, session);
        else await destroy(parts.rows, row, event, session);
      }
    },
  };
}

/** Those who keep what onboarding told of the customer are to destroy it too. */
function draftsOf({ type, customerId }: ErasureEvent): Draft[] {
  return type === 'KeyDestroyed'
    ? [{ type: 'CustomerErased', key: customerId, data: { customerId } }]
    : [];
}

async function load(
  { rows }: ErasureWorkParts,
  commands: readonly ErasureCommand[],
  session: ClientSession,
): Promise<Touched> {
  const mine = { _id: { $in: commands.map(({ customerId }) => customerId) } };
  const found = await rows.customers.find(mine, { session }).toArray();
  const erased = await rows.erasures.find(mine, { session }).toArray();
  const states = [...found.map(activeState), ...erased.filter(isDestroyed).map(destroyedState)];
  return { rows: new Map(found.map((row) => [row._id, row])), states: new Map(states), events: [] };
}

/** How far the erasure of the customer of this row is. */
export function erasureStateOf({ restriction, roles, registration }: CustomerRow): ErasureState {
  if (!restriction) {
    return { status: 'ACTIVE', hasRelationship: roles.length > 0 || registration !== undefined };
  }
  const { since, until } = restriction;
  return { status: 'RESTRICTED', since: since.getTime(), until: until.getTime() };
}

function activeState(row: CustomerRow): readonly [string, ErasureState] {
  return [row._id, erasureStateOf(row)];
}

function destroyedState({ _id }: ErasureRow): readonly [string, ErasureState] {
  return [_id, { status: 'DESTROYED' }];
}

function isDestroyed({ destroyed }: ErasureRow): boolean {
  return destroyed !== undefined;
}

function stateAfter(event: ErasureEvent): ErasureState {
  if (event.type === 'KeyDestroyed') return { status: 'DESTROYED' };
  const { since, until } = event.restriction;
  return { status: 'RESTRICTED', since, until };
}

type Of<T extends ErasureEvent['type']> = Extract<ErasureEvent, { type: T }>;

async function restrict(
  { rows, vault }: ErasureWorkParts,
  { _id, identity }: CustomerRow,
  { restriction }: Of<'CustomerRestricted'>,
  session: ClientSession,
): Promise<void> {
  const { since, until, actor, reason } = restriction;
  const restricted = {
    since: new Date(since),
    until: new Date(until),
    actor,
    reason: vault.fieldsOf(_id, identity).seal('restriction.reason', reason),
  };
  const record = { $set: { restricted } };
  await rows.customers.updateOne({ _id }, { $set: { restriction: restricted } }, { session });
  await rows.erasures.updateOne({ _id }, record, { upsert: true, session });
}

/** The whole row goes: the key, what it sealed, the keyed hashes. The id stays, for the ledger has it. */
async function destroy(
  rows: Rows,
  row: CustomerRow,
  { at, actor }: Of<'KeyDestroyed'>,
  session: ClientSession,
): Promise<void> {
  const { _id, phoneHash } = row;
  await rows.customers.deleteOne({ _id }, { session });
  await rows.verifications.deleteMany({ phoneHash }, { session });
  await rows.otp.deleteOne({ _id: phoneHash }, { session });
  await rows.placeholders.deleteOne({ _id: phoneHash }, { session });
  const $set = { destroyed: { at: new Date(at), actor }, held: heldIn(row) };
  await rows.erasures.updateOne(
    { _id },
    { $set, $unset: { 'restricted.reason': '' } },
    { session },
  );
}
