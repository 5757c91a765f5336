import { sumOf } from '@angkutan/money';
import { type ApprovalRows, openApprovalRows } from '@angkutan/operator-desk';
import { prepareModels } from '@angkutan/mongo';
import type { Connection, mongo } from 'mongoose';
import type { Act } from '../domain/act.ts';
import type { Canary } from '../domain/canary.ts';
import { ImpossibleState } from '../domain/codes.ts';
import type { Payment } from '../domain/payment.ts';
import type { Ride } from '../domain/ride.ts';
import type { Customer } from '../working-set.ts';
import {
  canarySchema,
  customerSchema,
  paymentSchema,
  rideSchema,
  walletSchema,
} from './schemas.ts';

export type RideRow = Ride & { readonly _id: string };
export type PaymentRow = Payment & { readonly _id: string };
export interface WalletRow {
  readonly _id: string;
  readonly walletId: string;
}

export type CustomerRow = Customer & { readonly _id: string };

export interface Rows extends ApprovalRows<Act> {
  readonly rides: mongo.Collection<RideRow>;
  readonly payments: mongo.Collection<PaymentRow>;
  readonly wallets: mongo.Collection<WalletRow>;
  readonly customers: mongo.Collection<CustomerRow>;
  readonly canaries: mongo.Collection<Canary>;
}

/** Opens the collections and their indexes; safe at every start of every instance. */
export async function openRows(connection: Connection): Promise<Rows> {
  await prepareModels(
    connection.model('Ride', rideSchema, 'rides'),
    connection.model('Payment', paymentSchema, 'payments'),
    connection.model('Wallet', walletSchema, 'wallets'),
    connection.model('Customer', customerSchema, 'customers'),
    connection.model('Canary', canarySchema, 'canaries'),
  );
  const db = connection.getClient().db(connection.name);
  return {
    rides: db.collection('rides'),
    payments: db.collection('payments'),
    wallets: db.collection('wallets'),
    customers: db.collection('customers'),
    canaries: db.collection('canaries'),
    ...(await openApprovalRows<Act>(connection)),
  };
}

/** Splits that do not sum to their amount are never written, nor believed when read. */
export function sound<P extends Pick<Payment, 'paymentId' | 'amount' | 'splits'>>(payment: P): P {
  const { paymentId, amount, splits } = payment;
  if (splits.length > 0 && sumOf(splits.map((split) => split.amount)) !== amount) {
    throw new ImpossibleState('AKT_SPLITS_UNBALANCED', `splits of ${paymentId}`);
  }
  return payment;
}
