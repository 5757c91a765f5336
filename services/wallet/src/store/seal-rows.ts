/** The seals of the journal: a head a day, and its rows' hashes in chunks. */
import { prepareModels } from '@angkutan/mongo';
import { type Connection, type mongo, Schema } from 'mongoose';

const options = {
  strict: 'throw',
  versionKey: false,
  autoCreate: false,
  autoIndex: false,
} as const;
const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;

/** One day, sealed. `_id` is the day: whoever inserts it first has sealed it. */
export interface SealHead {
  readonly _id: string;
  /** The name that its chunks carry. */
  readonly seal: string;
  readonly sealedAt: Date;
  readonly rows: number;
  readonly chunks: number;
  /** Rows of the day before that came when it had been sealed already; they stand first. */
  readonly late: readonly string[];
  /** The hash after the day's last row, in hex; a day without rows has that of the day before. */
  readonly hash: string;
}

export interface SealChunk {
  /** The seal and the chunk's place. */
  readonly _id: string;
  readonly day: string;
  readonly references: readonly string[];
  /** 32 bytes a row. */
  readonly hashes: mongo.Binary;
}

const headSchema = new Schema(
  {
    _id: text,
    seal: text,
    sealedAt: { type: Date, required: true },
    rows: number,
    chunks: number,
    late: [String],
    hash: text,
  },
  options,
);
const chunkSchema = new Schema(
  { _id: text, day: text, references: [String], hashes: { type: Buffer, required: true } },
  options,
);
chunkSchema.index({ day: 1 });

export interface SealRows {
  readonly heads: mongo.Collection<SealHead>;
  readonly chunks: mongo.Collection<SealChunk>;
}

export async function openSealRows(connection: Connection): Promise<SealRows> {
  await prepareModels(
    connection.model('SealHead', headSchema, 'seal_heads'),
    connection.model('Seal', chunkSchema, 'seals'),
  );
  const db = connection.getClient().db(connection.name);
  return { heads: db.collection('seal_heads'), chunks: db.collection('seals') };
}

export const chunkId = (seal: string, place: number): string =>
  `${seal}/${String(place).padStart(6, '0')}`;
