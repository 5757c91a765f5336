import { problemTable } from '@angkutan/http';
import { texts } from '../texts.ts';

/** What each refusal of payments answers. */
export const PROBLEMS = problemTable(texts, {
  PAYMENT_NOT_FOUND: 404,
  CUSTOMER_REQUIRED: 422,
  CUSTOMER_NOT_FOUND: 404,
  RECIPIENT_NOT_FOUND: 422,
  TRANSFER_TO_SELF: 422,
  TIER_TOO_LOW: 422,
  RIDE_NOT_FOUND: 404,
  RIDE_NOT_COMPLETED: 422,
  TIP_TOO_LATE: 422,
  TIP_TOO_HIGH: 422,
  PAYMENT_NOT_REFUNDABLE: 422,
  PAYMENT_NOT_SETTLED: 409,
  REFUND_ABOVE_PAID: 422,
});
