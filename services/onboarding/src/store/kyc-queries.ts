import type { mongo } from 'mongoose';
import type { Review, Reviews } from '../domain/ports.ts';
import type { CustomerRow } from './rows.ts';

type Customers = mongo.Collection<CustomerRow>;

export async function findUnheard(
  customers: Customers,
  until: Date,
  limit: number,
): Promise<readonly string[]> {
  const found = customers
    .find({ 'kyc.status': 'ASKING', 'kyc.since': { $lte: until } }, { projection: { _id: 1 } })
    .sort({ 'kyc.since': 1 })
    .limit(limit);
  return (await found.toArray()).map(({ _id }) => _id);
}

export async function findReviews(customers: Customers, limit: number): Promise<Reviews> {
  const waiting = { 'kyc.status': 'REVIEW', restriction: { $exists: false } } as const;
  const projection = {
    'kyc.since': 1,
    'kyc.status': 1,
    'kyc.reasons': 1,
    'kyc.proven.warnings': 1,
  };
  const found = customers.find(waiting, { projection }).sort({ 'kyc.since': 1 }).limit(limit);
  const reviews = (await found.toArray()).flatMap(reviewOf);
  return { total: await customers.countDocuments(waiting), reviews };
}

function reviewOf({ _id: customerId, kyc }: CustomerRow): readonly Review[] {
  if (kyc?.status !== 'REVIEW') return [];
  const { since, reasons, proven } = kyc;
  return [{ customerId, since, reasons: [...reasons, ...(proven?.warnings ?? [])] }];
}
