import { Schema } from 'mongoose';
import { CANARY_KEPT_MS, CANARY_LIMIT_MS } from '../domain/canary.ts';

// What lies in the payments' database, and its indexes. Amounts are Longs in whole rupiah.
const OPTIONS = {
  strict: 'throw',
  versionKey: false,
  autoCreate: false,
  autoIndex: false,
  _id: false,
} as const;
const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;
const money = { type: BigInt, required: true } as const;
const moment = { type: Date, required: true } as const;

const timeline = [
  { _id: false, step: count, at: moment, event: text, amount: BigInt, reason: String },
];
const splits = [{ _id: false, walletId: text, amount: money, purpose: text }];

/** A ride; `steps` counts what happened to it and its payments, and guards every write. */
export const rideSchema = new Schema(
  {
    _id: text,
    rideId: text,
    riderId: text,
    steps: count,
    booked: { type: Boolean, required: true },
    outcome: {
      how: String,
      told: String,
      driverId: String,
      merchantId: String,
      charge: { kind: String, payerId: String, amount: BigInt, splits, rulesVersion: String },
    },
    timeline,
  },
  OPTIONS,
);

export const paymentSchema = new Schema(
  {
    _id: text,
    paymentId: text,
    kind: text,
    reference: text,
    payerId: text,
    capture: text,
    status: text,
    amount: money,
    splits,
    rulesVersion: String,
    partnerReferences: [String],
    timeline,
    remaining: BigInt,
    writtenOff: BigInt,
    holdId: String,
    held: BigInt,
    ordered: String,
    reason: String,
    settledAt: Date,
    outstanding: BigInt,
    refundedAmount: BigInt,
    sealedNote: String,
    qris: { content: String, amount: BigInt, tip: BigInt },
    payeeIds: { type: [String], default: undefined },
  },
  OPTIONS,
);
paymentSchema.index({ reference: 1 });
paymentSchema.index({ payerId: 1, status: 1 });

/** Read model of WalletOpened: the wallet of a customer in a role. */
export const walletSchema = new Schema({ _id: text, walletId: text }, OPTIONS);

/** Read model of CustomerRegistered and CustomerUpgraded. */
export const customerSchema = new Schema(
  { _id: text, tier: text, phoneHash: String, sealedAccount: String },
  OPTIONS,
);
customerSchema.index({ phoneHash: 1 });

/** A canary that was heard of again. The late ones have an index of their own: they are few, and are counted often. */
export const canarySchema = new Schema({ _id: text, sentAt: moment, tookMs: count }, OPTIONS);
canarySchema.index({ sentAt: 1 }, { expireAfterSeconds: CANARY_KEPT_MS / 1_000 });
canarySchema.index(
  { tookMs: 1 },
  { partialFilterExpression: { tookMs: { $gt: CANARY_LIMIT_MS } } },
);
