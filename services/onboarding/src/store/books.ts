import { coalesce, type Executor, verdictFor } from '@angkutan/messaging';
import type { Customer } from '../domain/customer.ts';
import type { KycRejection } from '../domain/decide-kyc.ts';
import type { OtpRejection } from '../domain/otp.ts';
import type { CustomerBook, KycBook, OtpBook } from '../domain/ports.ts';
import type { Rejection } from '../domain/registration.ts';
import { toCustomer } from './customer-rows.ts';
import { createCustomerWork, type CustomerWorkParts } from './customer-work.ts';
import { findReviews, findUnheard } from './kyc-queries.ts';
import { createKycWork, type KycWorkParts } from './kyc-work.ts';
import { createOtpWork, type OtpChange, type OtpMessage } from './otp-work.ts';
import type { CustomerRow, Rows } from './rows.ts';

const REJECTIONS: readonly Rejection[] = [
  'VERIFICATION_INVALID',
  'CUSTOMER_RESTRICTED',
  'CONSENTS_REQUIRED',
  'CONSENTS_OUTDATED',
  'ROLE_ALREADY_REGISTERED',
  'REGISTRATION_IN_PROGRESS',
  'CUSTOMER_NOT_FOUND',
  'REGISTRATION_UNAVAILABLE',
];
const OTP_REJECTIONS: readonly OtpRejection['code'][] = [
  'OTP_REQUESTS_EXHAUSTED',
  'OTP_ENTRIES_EXHAUSTED',
  'OTP_EXPIRED',
  'CUSTOMER_RESTRICTED',
];

const KYC_REJECTIONS: readonly KycRejection[] = [
  'CUSTOMER_NOT_FOUND',
  'KYC_IN_PROGRESS',
  'KYC_REJECTED',
  'KYC_NOT_IN_REVIEW',
  'KYC_IDENTITY_MISSING',
  'CUSTOMER_RESTRICTED',
];

/** The customers in MongoDB, changed through the one loop. */
export function createCustomerBook(executor: Executor, parts: CustomerWorkParts): CustomerBook {
  const work = createCustomerWork(parts);
  const { rows, vault } = parts;
  const customerOf = (row: CustomerRow | null): Customer | undefined =>
    row ? toCustomer(row, vault) : undefined;
  return {
    async change(command, traceparent) {
      const options = traceparent === undefined ? {} : { traceparent };
      const result = verdictFor(await executor.execute(work, [command], options));
      if (result.status === 'done') return { accepted: true, events: result.changes };
      return { accepted: false, rejection: named(REJECTIONS, result.code) };
    },
    find: async (customerId) => customerOf(await rows.customers.findOne({ _id: customerId })),
    findByPhone: async (phoneHash) => customerOf(await rows.customers.findOne({ phoneHash })),
    async stalled(until, limit) {
      const found = rows.customers
        .find({ 'registration.since': { $lt: until } }, { projection: { _id: 1 } })
        .sort({ 'registration.since': 1 })
        .limit(limit);
      return (await found.toArray()).map(({ _id }) => _id);
    },
  };
}

/** The e-KYC of the customers in MongoDB, changed through the one loop. */
export function createKycBook(executor: Executor, parts: KycWorkParts): KycBook {
  const work = createKycWork(parts);
  const { customers } = parts.rows;
  return {
    async change(command, traceparent) {
      const options = traceparent === undefined ? {} : { traceparent };
      const result = verdictFor(await executor.execute(work, [command], options));
      if (result.status === 'done') return { accepted: true, events: result.changes };
      return { accepted: false, rejection: named(KYC_REJECTIONS, result.code) };
    },
    unheard: (until, limit) => findUnheard(customers, until, limit),
    reviews: (limit) => findReviews(customers, limit),
  };
}

/**
 * The counts of one-time passwords in MongoDB, changed through the one loop. What comes at once is
 * counted in one commit: a flood of guesses costs the database little.
 */
export function createOtpBook(executor: Executor, rows: Rows): OtpBook {
  const work = createOtpWork(rows);
  const traceparent = (message: OtpMessage) => message.traceparent;
  const { submit } = coalesce<OtpMessage, OtpChange>((messages) =>
    executor.execute(work, messages, { traceparent }),
  );
  return {
    async change(command, given) {
      const result = verdictFor(await submit([{ command, traceparent: given }]));
      if (result.status === 'done') {
        return { accepted: true, events: result.changes.map(({ event }) => event) };
      }
      const code = named(OTP_REJECTIONS, result.code);
      const isEnd = code === 'OTP_EXPIRED' || code === 'CUSTOMER_RESTRICTED';
      return {
        accepted: false,
        rejection: isEnd ? { code } : { code, until: Number(result.detail) },
      };
    },
  };
}

export function named<T extends string>(known: readonly T[], code: string): T {
  const found = known.find((one) => one === code);
  if (found === undefined) throw new Error(`AKT_UNKNOWN_REJECTION: ${code}`);
  return found;
}
