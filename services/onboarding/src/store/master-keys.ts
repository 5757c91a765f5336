import { createHmac } from 'node:crypto';
import { open, seal, UnsealableError } from '@angkutan/events';
import { mongo } from 'mongoose';

/** A customer's own key at rest: sealed, with the name of the master key that opens it. */
export interface WrappedKey {
  /** Not there in rows from before master keys had names. */
  readonly masterKey?: string;
  readonly dataKey: mongo.Binary;
}

/** The master keys of a process: one that wraps, and during a rotation another that still opens. */
export interface MasterKeys {
  /** The name of the one that wraps: not secret, and the same in every process that has the key. */
  readonly currentId: string;
  wrap(customerId: string, dataKey: Buffer): WrappedKey & { readonly masterKey: string };
  /** @throws {UnsealableError} when neither key opens it */
  unwrap(customerId: string, wrapped: WrappedKey): Buffer;
}

const ID_LENGTH = 16;

/** A name is made of the key itself, so that no two processes can mean different keys by it. */
export function masterKeyId(key: Buffer): string {
  const whole = createHmac('sha256', key).update('angkutan master key').digest('hex');
  return whole.slice(0, ID_LENGTH);
}

/** What is wrapped under `previous` opens too; what is wrapped anew is so under `current`. */
export function createMasterKeys(current: Buffer, previous?: Buffer): MasterKeys {
  const currentId = masterKeyId(current);
  const keys = new Map([[currentId, current]]);
  if (previous) keys.set(masterKeyId(previous), previous);
  return {
    currentId,
    wrap: (customerId, dataKey) => ({
      masterKey: currentId,
      dataKey: new mongo.Binary(seal(current, dataKey.toString('base64'), boundTo(customerId))),
    }),
    unwrap(customerId, { masterKey, dataKey }) {
      const named = masterKey === undefined ? [...keys.values()] : [keys.get(masterKey)];
      for (const key of named) {
        const opened = key && opening(key, dataKey, boundTo(customerId));
        if (opened) return Buffer.from(opened, 'base64');
      }
      throw new UnsealableError(`no master key here opens it: ${masterKey ?? 'without a name'}`);
    },
  };
}

// A wrapped key moved to another customer does not open there.
function boundTo(customerId: string): string {
  return `${customerId}:dataKey`;
}

function opening(key: Buffer, sealed: mongo.Binary, context: string): string | undefined {
  try {
    return open(key, sealed.buffer, context);
  } catch (error) {
    if (error instanceof UnsealableError) return undefined;
    throw error;
  }
}
