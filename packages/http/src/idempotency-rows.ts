import { isDuplicateKey } from '@angkutan/mongo';
import type { Connection } from 'mongoose';
import { type Command, IDEMPOTENCY_KEYS } from './commands.ts';

const KEEP_MS = 24 * 60 * 60 * 1000;
const LOCK_MS = 60_000;

interface Row {
  _id: string;
  request: string;
  lock: string;
  lockedUntil: Date;
  expiresAt: Date;
  answer?: string;
  command?: Command;
}

/** Identifies one try of one key; `lock` is its own, so that a try taken over changes nothing more. */
export interface Claim {
  readonly id: string;
  readonly lock: string;
  readonly request: string;
}

export type Claimed = 'mine' | 'running' | 'other-request' | { readonly answer: string };

export interface IdempotencyRows {
  claim(claim: Claim, now: Date): Promise<Claimed>;
  keep(claim: Claim, answer: string, command?: Command): Promise<void>;
  release(claim: Claim): Promise<void>;
}

/** The keys in MongoDB; rows go by themselves after 24 hours. */
export function createIdempotencyRows(connection: Connection): IdempotencyRows {
  const rows = () => connection.getClient().db(connection.name).collection<Row>(IDEMPOTENCY_KEYS);
  let indexed: Promise<unknown> | undefined;
  const ensureIndex = async () => {
    indexed ??= Promise.all([
      rows().createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 }),
      rows().createIndex({ 'command.ids': 1 }, { sparse: true }),
    ]);
    await indexed.catch((error: unknown) => {
      indexed = undefined;
      throw error;
    });
  };
  const insert = async ({ id, lock, request }: Claim, now: Date): Promise<boolean> => {
    const expiresAt = new Date(now.getTime() + KEEP_MS);
    const row = {
      _id: id,
      request,
      lock,
      lockedUntil: new Date(now.getTime() + LOCK_MS),
      expiresAt,
    };
    try {
      await rows().insertOne(row);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  };
  return {
    async claim(claim, now) {
      await ensureIndex();
      if (await insert(claim, now)) return 'mine';
      const takenOver = await rows().updateOne(
        {
          _id: claim.id,
          request: claim.request,
          answer: { $exists: false },
          lockedUntil: { $lte: now },
        },
        { $set: { lock: claim.lock, lockedUntil: new Date(now.getTime() + LOCK_MS) } },
      );
      if (takenOver.modifiedCount === 1) return 'mine';
      const row = await rows().findOne({ _id: claim.id });
      if (row && row.request !== claim.request) return 'other-request';
      return row?.answer === undefined ? 'running' : { answer: row.answer };
    },
    async keep({ id, lock }, answer, command) {
      await rows().updateOne({ _id: id, lock }, { $set: { answer, ...(command && { command }) } });
    },
    async release({ id, lock }) {
      await rows().deleteOne({ _id: id, lock });
    },
  };
}
