import type { Connection, mongo } from 'mongoose';
import type { AccountType, HeldRole, Registration, Tier } from '../domain/customer.ts';
import type { Held } from '../domain/personal-data.ts';
import type { Placeholder } from '../domain/placeholder.ts';
import type { SealedIdentity } from './identity-vault.ts';
import type { KycRow } from './kyc-rows.ts';

type AtRest<T extends { since: number }> = Omit<T, 'since'> & { readonly since: Date };

export interface CustomerRow {
  readonly _id: string;
  readonly phoneHash: string;
  readonly identity: SealedIdentity;
  readonly tier: Tier;
  readonly roles: readonly AtRest<HeldRole>[];
  readonly accounts: readonly AccountType[];
  readonly registration?: AtRest<Registration>;
  readonly kyc?: KycRow;
  readonly restriction?: RestrictionRow;
}

/** The customer has asked for erasure. */
export interface RestrictionRow {
  readonly since: Date;
  readonly until: Date;
  readonly actor: string;
  /** Sealed, for whoever carries it out may write of the person. */
  readonly reason: mongo.Binary;
}

/** The record of an erasure. It stays when the customer's row goes, and then names nobody. */
export interface ErasureRow {
  /** The customerId. */
  readonly _id: string;
  readonly restricted: Omit<RestrictionRow, 'reason'> & Partial<Pick<RestrictionRow, 'reason'>>;
  readonly destroyed?: { readonly at: Date; readonly actor: string };
  /** What was held until then. */
  readonly held?: readonly Held[];
}

export interface VerificationRow {
  /** Hash of the token: who reads the database cannot use it. */
  readonly _id: string;
  readonly phoneHash: string;
  readonly customerId: string;
  readonly expiresAt: Date;
  readonly usedFor?: string;
}

export interface OtpRow {
  /** The number's keyed hash. */
  readonly _id: string;
  readonly requests: readonly { readonly at: Date; readonly expiresAt: Date }[];
  readonly entries: readonly Date[];
  /** The id that its owner gets as a customer, once the number was proven. */
  readonly customerId?: string;
  readonly changedAt: Date;
}

/** A budget's use in one window. */
export interface OtpBudgetRow {
  /** Kind, whose, and the window's begin. */
  readonly _id: string;
  readonly count: number;
  readonly endsAt: Date;
}

export interface PlaceholderRow {
  /** The number's keyed hash. */
  readonly _id: string;
  readonly status?: Placeholder['status'];
  readonly attempt?: number;
  readonly since?: Date;
  /** When a registration of its owner was begun. */
  readonly takenAt?: Date;
}

export interface Rows {
  readonly customers: mongo.Collection<CustomerRow>;
  readonly verifications: mongo.Collection<VerificationRow>;
  readonly otp: mongo.Collection<OtpRow>;
  readonly placeholders: mongo.Collection<PlaceholderRow>;
  readonly otpBudgets: mongo.Collection<OtpBudgetRow>;
  readonly erasures: mongo.Collection<ErasureRow>;
}

/** A used verification is remembered this long, for a client that repeats its registration. */
const VERIFICATION_KEPT_S = 24 * 60 * 60;
/** Longer than any limit on one-time passwords looks back. */
const OTP_KEPT_S = 3 * 24 * 60 * 60;

/** Opens the collections and makes their indexes; safe at every start of every instance. */
export async function openRows(connection: Connection): Promise<Rows> {
  const db = connection.getClient().db(connection.name);
  const rows = {
    customers: db.collection<CustomerRow>('customers'),
    verifications: db.collection<VerificationRow>('verifications'),
    otp: db.collection<OtpRow>('otp'),
    placeholders: db.collection<PlaceholderRow>('placeholders'),
    otpBudgets: db.collection<OtpBudgetRow>('otp_budgets'),
    erasures: db.collection<ErasureRow>('erasures'),
  };
  await rows.customers.createIndex({ phoneHash: 1 }, { unique: true });
  await rows.customers.createIndex({ 'registration.since': 1 }, { sparse: true });
  await rows.customers.createIndex({ 'restriction.until': 1 }, { sparse: true });
  const ofOne = { unique: true, partialFilterExpression: { 'kyc.nikHash': { $exists: true } } };
  await rows.customers.createIndex({ 'kyc.nikHash': 1 }, ofOne);
  const waiting = { 'kyc.status': { $in: ['ASKING', 'REVIEW'] } };
  const ofWaiting = { partialFilterExpression: waiting };
  await rows.customers.createIndex({ 'kyc.status': 1, 'kyc.since': 1 }, ofWaiting);
  const aged = { expireAfterSeconds: VERIFICATION_KEPT_S };
  await rows.verifications.createIndex({ expiresAt: 1 }, aged);
  await rows.otp.createIndex({ changedAt: 1 }, { expireAfterSeconds: OTP_KEPT_S });
  await rows.otpBudgets.createIndex({ endsAt: 1 }, { expireAfterSeconds: 0 });
  return rows;
}
