import {
  type Files,
  owns,
  type Problem,
  problem,
  type Reply,
  type Route,
  route,
  z,
} from '@angkutan/http';
import type { Customer } from '../domain/customer.ts';
import type { CleanPhoto, CustomerBook, Photos, Provider, Upgrade } from '../domain/ports.ts';
import { identityView, maskedIdentity } from './identity-view.ts';
import { retryAfter } from './retry-after.ts';

const PHOTO_MAX_BYTES = 5 * 1024 * 1024;
/** Below the server's own limit of a whole request. */
const UPLOAD_TIME_MAX_MS = 25_000;
/** 6 KB a second, which the slowest mobile networks still carry. */
const UPLOAD_PACE = { bytesMin: 32 * 1024, everyMs: 5_000 };
/** With three photos each: 120 MB as they came, and all in all below the 768 MB that README.md names. */
const UPLOADS_AT_ONCE_MAX = 8;
const IN_PROGRESS_RETRY_MS = 5_000;

const FIELDS = ['ktpPhoto', 'selfiePhoto', 'selfieWithKtpPhoto'] as const;
const PROBLEM_OF = {
  'not-a-photo': 'UPLOAD_TYPE_REFUSED',
  'too-large': 'PHOTO_TOO_LARGE',
  unreadable: 'PHOTO_UNREADABLE',
} as const;

const upgraded = z.object({ tier: z.literal('PREMIUM'), identity: identityView });
const review = z.object({ status: z.literal('REVIEW') });

export interface UpgradeRouteParts {
  readonly customers: Pick<CustomerBook, 'find'>;
  readonly upgrade: Upgrade;
  readonly provider: Pick<Provider, 'waitMs'>;
  readonly cleanPhoto: CleanPhoto;
  /** Whether a file that begins so may be a photo. */
  readonly isPhoto: (head: Buffer) => boolean;
}

/** Proves a customer's identity by three photos. Nothing of them is kept. */
export const postUpgrade = (parts: UpgradeRouteParts): Route =>
  route({
    method: 'post',
    path: '/v1/customers/{customerId}/upgrade',
    operationId: 'upgradeCustomer',
    summary: 'Proves the identity by photos of the KTP and the face',
    roles: ['customer', 'driver', 'merchant', 'service'],
    idempotent: true,
    upload: {
      files: FIELDS,
      fileMaxBytes: PHOTO_MAX_BYTES,
      timeMaxMs: UPLOAD_TIME_MAX_MS,
      pace: UPLOAD_PACE,
      parallelMax: UPLOADS_AT_ONCE_MAX,
      types: ['image/jpeg', 'image/png'],
      accepts: parts.isPhoto,
      async admit({ params: { customerId }, caller }) {
        const customer = owns(caller, customerId) && (await parts.customers.find(customerId));
        const isThere = customer && customer.roles.length > 0 && !customer.restriction;
        if (!isThere) return problem('CUSTOMER_NOT_FOUND');
        if (customer.kyc.status === 'REJECTED') return problem('KYC_REJECTED');
        // Before a photo is read: what KasPro cannot look at now need not be sent.
        const waitMs = customer.kyc.status === 'BASIC' ? parts.provider.waitMs('ekyc') : 0;
        return waitMs > 0 ? problem('EKYC_UNAVAILABLE', {}, retryAfter(waitMs)) : undefined;
      },
    },
    answers: {
      200: { description: 'The customer is PREMIUM', schema: upgraded },
      202: { description: 'A person of ours will look at it', schema: review },
    },
    refusals: [
      'CUSTOMER_NOT_FOUND',
      'CUSTOMER_RESTRICTED',
      'PHOTO_TOO_LARGE',
      'PHOTO_UNREADABLE',
      'EKYC_MISMATCH',
      'EKYC_PHOTO_UNREADABLE',
      'EKYC_REFUSED',
      'EKYC_NIK_INVALID',
      'EKYC_NIK_TAKEN',
      'EKYC_UNAVAILABLE',
      'KYC_IN_PROGRESS',
      'KYC_REJECTED',
    ],
    async handle({ params: { customerId }, files, traceparent }) {
      const photos = await cleaned(parts.cleanPhoto, files);
      if ('problem' in photos) return photos;
      const customer = await found(parts, customerId);
      const { mobileNumber } = customer.identity;
      const outcome = await parts.upgrade({ customerId, mobileNumber, photos, traceparent });
      switch (outcome.status) {
        case 'told':
          return answerOf(await found(parts, customerId));
        case 'not-done':
          return problem('EKYC_UNAVAILABLE', {}, retryAfter(outcome.retryAfterMs));
        case 'rejected':
          return outcome.rejection === 'KYC_IN_PROGRESS'
            ? problem(outcome.rejection, {}, retryAfter(IN_PROGRESS_RETRY_MS))
            : problem(outcome.rejection);
      }
    },
  });

async function cleaned(cleanPhoto: CleanPhoto, files: Files): Promise<Photos | Problem> {
  const photos: Buffer[] = [];
  for (const field of FIELDS) {
    const outcome = await cleanPhoto(files[field] ?? Buffer.alloc(0));
    if (outcome.status !== 'clean') return problem(PROBLEM_OF[outcome.status]);
    photos.push(outcome.photo);
  }
  const [ktpPhoto, selfiePhoto, selfieWithKtpPhoto] = photos;
  if (!ktpPhoto || !selfiePhoto || !selfieWithKtpPhoto) throw new Error('AKT_PHOTO_MISSING');
  return { ktpPhoto, selfiePhoto, selfieWithKtpPhoto };
}

async function found(
  { customers }: Pick<UpgradeRouteParts, 'customers'>,
  customerId: string,
): Promise<Customer> {
  const customer = await customers.find(customerId);
  if (!customer) throw new Error('AKT_CUSTOMER_UNKNOWN');
  return customer;
}

function answerOf(customer: Customer): Reply | Problem {
  const { kyc } = customer;
  switch (kyc.status) {
    case 'PREMIUM':
      return { status: 200, body: { tier: 'PREMIUM', identity: maskedIdentity(customer) } };
    case 'REVIEW':
      return { status: 202, body: { status: 'REVIEW' } };
    case 'BASIC':
      return problem(kyc.refusal ?? 'EKYC_UNAVAILABLE');
    case 'REJECTED':
      return problem('KYC_REJECTED');
    case 'ASKING':
      return problem('KYC_IN_PROGRESS', {}, retryAfter(IN_PROGRESS_RETRY_MS));
  }
}
