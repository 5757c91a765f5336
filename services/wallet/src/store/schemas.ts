/** What lies in the wallet's database, and its indexes. Money is a Long in whole rupiah everywhere. */
import { Schema } from 'mongoose';

const options = {
  strict: 'throw',
  versionKey: false,
  autoCreate: false,
  autoIndex: false,
} as const;
const money = { type: BigInt, required: true } as const;
const count = { type: Number, required: true } as const;
const text = { type: String, required: true } as const;

export const walletSchema = new Schema(
  {
    _id: text,
    customerId: text,
    role: text,
    kind: text,
    tier: text,
    phoneHash: text,
    sealedAccount: { type: Buffer, required: true },
    available: money,
    reserved: money,
    escrowed: money,
    due: money,
    debt: money,
    suspense: money,
    entries: count,
    debts: [{ _id: false, requestId: text, owed: money, collecting: money, collections: Number }],
    waiting: [{ _id: false, requestId: text, amount: money, tries: Number, reason: text }],
    suspended: [{ _id: false, id: text, amount: money, reason: text, releases: Number }],
    incoming: { month: String, amount: BigInt },
    contained: { by: String, reason: String, at: Date },
  },
  options,
);
walletSchema.index({ customerId: 1 });
walletSchema.index({ phoneHash: 1, role: 1 }, { unique: true });
walletSchema.index({ debt: 1 }, { partialFilterExpression: { debt: { $lt: 0 } } });
walletSchema.index({ suspense: 1 }, { partialFilterExpression: { suspense: { $gt: 0 } } });
walletSchema.index(
  { 'contained.at': 1 },
  { partialFilterExpression: { contained: { $type: 'object' } } },
);
walletSchema.index({ 'waiting.reason': 1 }, { sparse: true });

/** What is known of a top-up; `_id` is KasPro's reference of it. */
export const topUpSchema = new Schema(
  {
    _id: text,
    providerReference: text,
    status: text,
    amount: BigInt,
    channel: String,
    walletId: String,
    month: String,
    rulesVersion: String,
    assignments: Number,
    reversal: { providerReference: String, originalReference: String, amount: BigInt },
  },
  options,
);
topUpSchema.index({ 'reversal.providerReference': 1 }, { sparse: true });
topUpSchema.index({ status: 1 }, { partialFilterExpression: { status: 'UNCLAIMED' } });

/** A shard of one of the platform's own accounts. */
export const platformSchema = new Schema({ _id: text, balance: money }, options);

const share = { _id: false, walletId: text, amount: money } as const;
export const requestSchema = new Schema(
  {
    _id: text,
    requestId: text,
    kind: text,
    reference: text,
    payerId: text,
    payer: text,
    transfers: { type: Number, required: true },
    partnerReferences: [String],
    rulesVersion: String,
    status: text,
    outcome: String,
    collecting: BigInt,
    escrowed: BigInt,
    rest: BigInt,
    expiresAt: Date,
    order: { amount: BigInt, shares: [share] },
    dues: [share],
    amount: BigInt,
    fee: BigInt,
    serviceFee: BigInt,
    providerReference: String,
    reserved: BigInt,
    transfer: { reference: String, requestId: String, purpose: String, to: String },
    due: { requestId: String, amount: BigInt, tries: Number, reason: String },
    breakId: String,
    amounts: { commission: BigInt, promotion: BigInt, float: BigInt, losses: BigInt },
  },
  options,
);
requestSchema.index({ reference: 1 });
requestSchema.index({ expiresAt: 1 }, { partialFilterExpression: { status: 'HELD' } });

/** Append-only. `_id` is the business reference: the last guard against doing anything twice. */
export const journalSchema = new Schema(
  {
    _id: text,
    requestId: text,
    step: text,
    kind: String,
    at: { type: Date, required: true },
    legs: [{ _id: false, account: text, amount: money }],
    entries: {
      type: [{ _id: false, walletId: text, number: count, amount: money, balance: money }],
      default: undefined,
    },
  },
  options,
);
journalSchema.index({ requestId: 1, at: 1 });
// The order in which it is sealed, and the day of an account of the company.
journalSchema.index({ at: 1, _id: 1 });
// What a customer's account had in a day.
journalSchema.index({ 'legs.account': 1, at: 1 });
// A page of a statement is a range of numbers of one wallet; most postings of a ride touch few wallets.
journalSchema.index({ 'entries.walletId': 1, 'entries.number': 1 }, { sparse: true });

/**
 * What the server itself refuses, whatever the code believes: a person's wallet below zero,
 * a debt above it, an amount that is no Long.
 */
export const walletGuard = {
  $jsonSchema: {
    properties: {
      ...Object.fromEntries(
        ['available', 'reserved', 'escrowed', 'due', 'suspense'].map((book) => [
          book,
          { bsonType: 'long', minimum: 0 },
        ]),
      ),
      debt: { bsonType: 'long', maximum: 0 },
    },
  },
};
