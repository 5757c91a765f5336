import type { Verdict, Work } from '@angkutan/messaging';
import type { ClientSession } from 'mongoose';
import {
  decideOtp,
  evolveOtp,
  NO_OTP,
  type OtpCommand,
  type OtpEvent,
  type OtpState,
} from '../domain/otp.ts';
import type { Rows } from './rows.ts';

/** An event and whose it is. */
export interface OtpChange {
  readonly phoneHash: string;
  readonly event: OtpEvent;
}

interface Touched {
  readonly states: Map<string, OtpState>;
  readonly changes: OtpChange[];
}

export type OtpWork = Work<OtpCommand, Touched, OtpChange>;

/** Counting of one-time passwords as the one loop runs it. */
export function createOtpWork(rows: Rows): OtpWork {
  return {
    name: 'otp',
    async load(commands, session) {
      const ids = commands.map(({ phoneHash }) => phoneHash);
      const found = await rows.otp.find({ _id: { $in: ids } }, { session }).toArray();
      const states = found.map(({ _id, requests, entries }) => {
        const state = { requests: requests.map(Number), entries: entries.map(Number) };
        return [_id, state] as const;
      });
      return { states: new Map(states), changes: [] };
    },
    decide(command, { states }, { now }): Verdict<OtpChange> {
      const { phoneHash } = command;
      const decision = decideOtp(command, states.get(phoneHash) ?? NO_OTP, now.getTime());
      if (!decision.accepted) {
        const { code, until } = decision.rejection;
        return { status: 'refused', code, detail: String(until) };
      }
      const changes = decision.events.map((event) => ({ phoneHash, event }));
      return { status: 'done', changes, publish: [] };
    },
    evolve({ states, changes }, change) {
      const { phoneHash, event } = change;
      states.set(phoneHash, evolveOtp(states.get(phoneHash) ?? NO_OTP, event));
      changes.push(change);
    },
    save: (touched, session) => save(rows, touched, session),
  };
}

async function save(rows: Rows, touched: Touched, session: ClientSession): Promise<void> {
  const phones = new Set(touched.changes.map(({ phoneHash }) => phoneHash));
  const counts = [...phones].map((_id) => {
    const { requests, entries } = touched.states.get(_id) ?? NO_OTP;
    const $set = { requests: dates(requests), entries: dates(entries), changedAt: new Date() };
    return { updateOne: { filter: { _id }, update: { $set }, upsert: true } };
  });
  const verified = touched.changes.flatMap(({ phoneHash, event }) => {
    if (event.type !== 'NumberVerified') return [];
    return [{ _id: event.tokenHash, phoneHash, expiresAt: new Date(event.expiresAt) }];
  });
  await rows.otp.bulkWrite(counts, { session });
  if (verified.length > 0) await rows.verifications.insertMany(verified, { session });
}

function dates(times: readonly number[]): readonly Date[] {
  return times.map((at) => new Date(at));
}
