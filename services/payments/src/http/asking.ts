import { createHash } from 'node:crypto';
import { id, owns, type Caller, type Problem, problem, z } from '@angkutan/http';
import type { Command } from '../domain/commands.ts';

/** Decides a command and answers why it was refused; undefined when it was accepted, now or before. */
export type Ask = (command: Command, traceparent: string) => Promise<Problem | undefined>;

/** The answer to what was accepted: how it ends is told by `GET /v1/payments/{paymentId}` and by events. */
export const acceptedPayment = z
  .strictObject({ paymentId: z.string().describe('Read it at /v1/payments/{paymentId}') })
  .openapi('AcceptedPayment');

/** For whom a service acts; everybody else acts for themselves. */
export const onBehalfOf = id
  .optional()
  .describe('Whose payment it is: required of a service, and for others only their own id');

/** The customer that a call is for. Somebody else's id does not exist for a person. */
export function actingFor(caller: Caller, customerId: string | undefined): string | Problem {
  if (caller.role !== 'service') {
    return customerId === undefined || owns(caller, customerId)
      ? caller.sub
      : problem('CUSTOMER_NOT_FOUND');
  }
  return customerId ?? problem('CUSTOMER_REQUIRED');
}

const ID_LENGTH = 22;

/** The part of a payment's id that is the same whenever the same caller asks with the same key. */
export const idOf = (caller: Caller, idempotencyKey = ''): string =>
  createHash('sha256')
    .update(JSON.stringify([caller.sub, idempotencyKey]))
    .digest('base64url')
    .slice(0, ID_LENGTH);

const ATTACHED_LENGTH = 8;

/**
 * The same for what follows another payment: shorter, for it has only to differ from other follow-ups of
 * that one, and the refund of a tip must still fit what KasPro takes as a reference.
 */
export const attachedIdOf = (caller: Caller, idempotencyKey = ''): string =>
  idOf(caller, idempotencyKey).slice(0, ATTACHED_LENGTH);

export const rupiahAmount = z.int().min(1).max(100_000_000).describe('Whole rupiah');
