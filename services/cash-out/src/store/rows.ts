import type { ResolveInstruction } from '@angkutan/approvals';
import { type ApprovalRows, openApprovalRows } from '@angkutan/operator-desk';
import { prepareModels } from '@angkutan/mongo';
import type { Connection, mongo } from 'mongoose';
import type { CashOut } from '../domain/cash-out.ts';
import type { Customer } from '../domain/customer.ts';
import { cashOutSchema, customerSchema } from './schemas.ts';

export type CashOutRow = CashOut & { readonly _id: string };
export type CustomerRow = Customer & { readonly _id: string };

export interface Rows extends ApprovalRows<ResolveInstruction> {
  readonly cashOuts: mongo.Collection<CashOutRow>;
  readonly customers: mongo.Collection<CustomerRow>;
}

/** Opens the collections and their indexes; safe at every start of every instance. */
export async function openRows(connection: Connection): Promise<Rows> {
  await prepareModels(
    connection.model('CashOut', cashOutSchema, 'cash-outs'),
    connection.model('Customer', customerSchema, 'customers'),
  );
  const db = connection.getClient().db(connection.name);
  return {
    cashOuts: db.collection('cash-outs'),
    customers: db.collection('customers'),
    ...(await openApprovalRows<ResolveInstruction>(connection)),
  };
}
