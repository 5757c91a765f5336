import { randomBytes } from 'node:crypto';
import { open, seal } from '@angkutan/events';
import { mongo } from 'mongoose';
import type { Identity } from '../domain/customer.ts';
import { createMasterKeys, type WrappedKey } from './master-keys.ts';

/** An identity at rest: every field sealed with the customer's own key, which is itself sealed. */
export interface SealedIdentity extends WrappedKey {
  /** Since when it is held; not there in older rows. */
  readonly since?: Date;
  readonly mobileNumber: mongo.Binary;
  readonly name: mongo.Binary;
  readonly email?: mongo.Binary;
}

/** A customer's own key, as it was opened: for further fields of the same person. */
export interface FieldVault {
  seal(field: string, value: string): mongo.Binary;
  open(field: string, sealed: mongo.Binary): string;
}

export interface IdentityVault {
  seal(customerId: string, identity: Identity): SealedIdentity;
  open(customerId: string, sealed: SealedIdentity): Identity;
  fieldsOf(customerId: string, key: WrappedKey): FieldVault;
}

/**
 * Seals identities under `masterKey`, a key per customer between them: to destroy that key is to
 * erase the person. Each value is bound to its customer and field. During a rotation what the
 * `previous` master key has wrapped opens as well.
 */
export function createIdentityVault(masterKey: Buffer, previous?: Buffer): IdentityVault {
  const masterKeys = createMasterKeys(masterKey, previous);
  return {
    seal(customerId, { mobileNumber, name, email }) {
      const dataKey = randomBytes(32);
      const fields = fieldsUnder(dataKey, customerId);
      return {
        ...masterKeys.wrap(customerId, dataKey),
        mobileNumber: fields.seal('mobileNumber', mobileNumber),
        name: fields.seal('name', name),
        ...(email === undefined ? {} : { email: fields.seal('email', email) }),
      };
    },
    open(customerId, sealed) {
      const fields = fieldsUnder(masterKeys.unwrap(customerId, sealed), customerId);
      const email = sealed.email && fields.open('email', sealed.email);
      return {
        mobileNumber: fields.open('mobileNumber', sealed.mobileNumber),
        name: fields.open('name', sealed.name),
        ...(email === undefined ? {} : { email }),
      };
    },
    fieldsOf: (customerId, key) => fieldsUnder(masterKeys.unwrap(customerId, key), customerId),
  };
}

function fieldsUnder(dataKey: Buffer, customerId: string): FieldVault {
  return {
    seal: (field, value) => new mongo.Binary(seal(dataKey, value, `${customerId}:${field}`)),
    open: (field, sealed) => open(dataKey, sealed.buffer, `${customerId}:${field}`),
  };
}
