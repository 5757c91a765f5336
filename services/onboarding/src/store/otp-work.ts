import type { Draft } from '@angkutan/events';
import type { Verdict, Work } from '@angkutan/messaging';
import type { ClientSession } from 'mongoose';
import {
  decideOtp,
  evolveOtp,
  NO_OTP,
  type OtpCommand,
  type OtpEvent,
  type OtpState,
  type Owner,
} from '../domain/otp.ts';
import type { OtpRow, Rows } from './rows.ts';

export interface OtpMessage {
  readonly command: OtpCommand;
  readonly traceparent: string | undefined;
}

/** An event and whose it is. */
export interface OtpChange {
  readonly phoneHash: string;
  readonly event: OtpEvent;
}

interface Touched {
  readonly states: Map<string, OtpState>;
  /** The customers whose numbers are being proven. */
  readonly owners: Map<string, Owner>;
  readonly changes: OtpChange[];
}

export type OtpWork = Work<OtpMessage, Touched, OtpChange>;

/** Counting of one-time passwords as the one loop runs it. */
export function createOtpWork(rows: Rows): OtpWork {
  return {
    name: 'otp',
    load: (messages, session) => load(rows, messages, session),
    decide({ command }, { states, owners }, { now }): Verdict<OtpChange> {
      const { phoneHash } = command;
      const state = states.get(phoneHash) ?? NO_OTP;
      const decision = decideOtp(command, state, now.getTime(), owners.get(phoneHash));
      if (!decision.accepted) {
        const { rejection } = decision;
        const detail = 'until' in rejection ? String(rejection.until) : '';
        return { status: 'refused', code: rejection.code, detail };
      }
      const changes = decision.events.map((event) => ({ phoneHash, event }));
      return { status: 'done', changes, publish: decision.events.flatMap(announced) };
    },
    evolve({ states, changes }, change) {
      const { phoneHash, event } = change;
      states.set(phoneHash, evolveOtp(states.get(phoneHash) ?? NO_OTP, event));
      changes.push(change);
    },
    save: (touched, session) => save(rows, touched, session),
  };
}

// Who is registered already takes no step by proving the number again.
function announced(event: OtpEvent): readonly Draft[] {
  if (event.type !== 'NumberVerified' || !event.isNew) return [];
  const { customerId } = event;
  return [{ type: 'MobileNumberVerified', key: customerId, data: { customerId } }];
}

async function load(
  rows: Rows,
  messages: readonly OtpMessage[],
  session: ClientSession,
): Promise<Touched> {
  const commands = messages.map(({ command }) => command);
  const phones = commands.map(({ phoneHash }) => phoneHash);
  const proven = commands.flatMap((one) => (one.type === 'VerifyNumber' ? [one.phoneHash] : []));
  const found = await rows.otp.find({ _id: { $in: phones } }, { session }).toArray();
  const owners = await ownersOf(rows, proven, session);
  return { states: new Map(found.map((row) => [row._id, toOtp(row)])), owners, changes: [] };
}

async function ownersOf(
  { customers }: Rows,
  phones: readonly string[],
  session: ClientSession,
): Promise<Map<string, Owner>> {
  if (phones.length === 0) return new Map();
  const projection = { phoneHash: 1, 'roles.role': 1, 'restriction.since': 1 };
  const found = customers.find({ phoneHash: { $in: phones } }, { session, projection });
  const owners = (await found.toArray()).map(({ _id, phoneHash, roles, restriction }) => {
    const [registered, restricted] = [roles.length > 0, restriction !== undefined];
    return [phoneHash, { customerId: _id, registered, restricted }] as const;
  });
  return new Map(owners);
}

async function save(rows: Rows, touched: Touched, session: ClientSession): Promise<void> {
  const phones = new Set(touched.changes.map(({ phoneHash }) => phoneHash));
  const counts = [...phones].map((_id) => {
    const $set = atRest(touched.states.get(_id) ?? NO_OTP);
    return { updateOne: { filter: { _id }, update: { $set }, upsert: true } };
  });
  const verified = touched.changes.flatMap(({ phoneHash, event }) => {
    if (event.type !== 'NumberVerified') return [];
    const { tokenHash: _id, customerId, expiresAt } = event;
    return [{ _id, phoneHash, customerId, expiresAt: new Date(expiresAt) }];
  });
  await rows.otp.bulkWrite(counts, { session });
  if (verified.length > 0) await rows.verifications.insertMany(verified, { session });
}

function toOtp({ requests, entries, customerId }: OtpRow): OtpState {
  return {
    requests: requests.map(({ at, expiresAt }) => ({
      at: Number(at),
      expiresAt: Number(expiresAt),
    })),
    entries: entries.map(Number),
    ...(customerId !== undefined && { customerId }),
  };
}

function atRest({ requests, entries, customerId }: OtpState): Omit<OtpRow, '_id'> {
  return {
    requests: requests.map(({ at, expiresAt }) => ({
      at: new Date(at),
      expiresAt: new Date(expiresAt),
    })),
    entries: entries.map((at) => new Date(at)),
    ...(customerId !== undefined && { customerId }),
    changedAt: new Date(),
  };
}
