import { Schema } from 'mongoose';

// What lies in the cash-outs' database, and its indexes. Amounts are Longs in whole rupiah; sealed fields are base64.
const OPTIONS = {
  strict: 'throw',
  versionKey: false,
  autoCreate: false,
  autoIndex: false,
  _id: false,
} as const;
const text = { type: String, required: true } as const;
const money = { type: BigInt, required: true } as const;
const moment = { type: Date, required: true } as const;

export const cashOutSchema = new Schema(
  {
    _id: text,
    cashOutId: text,
    customerId: text,
    role: text,
    status: text,
    amount: money,
    fee: money,
    rulesVersion: text,
    fingerprint: text,
    destination: {
      channel: text,
      bankCode: String,
      maskedNumber: String,
      maskedName: String,
      sealedNumber: String,
      sealedName: String,
      outlet: String,
    },
    timeline: [
      {
        _id: false,
        at: moment,
        event: text,
        amount: BigInt,
        reason: String,
        partnerReference: String,
      },
    ],
    holdId: String,
    earlier: { providerReference: String, serviceFee: BigInt },
    partnerReference: String,
    providerReference: String,
    sealedCode: String,
    expiresAt: Date,
    serviceFee: BigInt,
    reason: String,
    endedAt: Date,
  },
  OPTIONS,
);
// Only what still has something to destroy, by when it ended.
cashOutSchema.index(
  { endedAt: 1 },
  { partialFilterExpression: { 'destination.sealedNumber': { $exists: true } } },
);
cashOutSchema.index({ customerId: 1 });

/** Read model of CustomerRegistered, CustomerUpgraded and WalletOpened. */
export const customerSchema = new Schema(
  {
    _id: text,
    customerId: text,
    tier: String,
    accounts: { USER: String, DRIVER: String, MERCHANT: String },
    wallets: [String],
  },
  OPTIONS,
);
