import { randomBytes } from 'node:crypto';
import { open, seal } from '@angkutan/events';
import { mongo } from 'mongoose';
import type { Identity } from '../domain/customer.ts';

/** An identity at rest: every field sealed with the customer's own key, which is itself sealed. */
export interface SealedIdentity {
  readonly dataKey: mongo.Binary;
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
  fieldsOf(customerId: string, dataKey: mongo.Binary): FieldVault;
}

/**
 * Seals identities under `masterKey`, a key per customer between them: to destroy that key is to
 * erase the person, in backups too. Each value is bound to its customer and field.
 */
export function createIdentityVault(masterKey: Buffer): IdentityVault {
  return {
    seal(customerId, { mobileNumber, name, email }) {
      const dataKey = randomBytes(32);
      const field = (key: Buffer, value: string, what: string) =>
        new mongo.Binary(seal(key, value, `${customerId}:${what}`));
      return {
        dataKey: field(masterKey, dataKey.toString('base64'), 'dataKey'),
        mobileNumber: field(dataKey, mobileNumber, 'mobileNumber'),
        name: field(dataKey, name, 'name'),
        ...(email === undefined ? {} : { email: field(dataKey, email, 'email') }),
      };
    },
    open(customerId, sealed) {
      const field = (key: Buffer, value: mongo.Binary, what: string) =>
        open(key, value.buffer, `${customerId}:${what}`);
      const dataKey = Buffer.from(field(masterKey, sealed.dataKey, 'dataKey'), 'base64');
      const email = sealed.email && field(dataKey, sealed.email, 'email');
      return {
        mobileNumber: field(dataKey, sealed.mobileNumber, 'mobileNumber'),
        name: field(dataKey, sealed.name, 'name'),
        ...(email === undefined ? {} : { email }),
      };
    },
    fieldsOf(customerId, sealedKey) {
      const text = open(masterKey, sealedKey.buffer, `${customerId}:dataKey`);
      const dataKey = Buffer.from(text, 'base64');
      return {
        seal: (field, value) => new mongo.Binary(seal(dataKey, value, `${customerId}:${field}`)),
        open: (field, sealed) => open(dataKey, sealed.buffer, `${customerId}:${field}`),
      };
    },
  };
}
