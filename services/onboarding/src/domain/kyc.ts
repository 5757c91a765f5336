// Knowing the customer, from a number to a proven person:
//   UNVERIFIED → OTP → BASIC        the number is proven, then registered (otp.ts, customer.ts)
//   BASIC → KYC_PENDING             photos are about to go to KasPro (ASKING)
//   KYC_PENDING → BASIC             KasPro refused them, or surely never got them: send others
//   KYC_PENDING → PREMIUM           KasPro read the card, and it is this person's
//   KYC_PENDING (REVIEW)            the card and the registration differ, or nobody knows what
//                                   KasPro made of the photos: a person of ours decides
//   REVIEW → PREMIUM | REJECTED     that decision, with its reason
// Every arrow is one event to all (store/kyc-drafts.ts).
// A review for want of an answer may also be ended by sending photos again, which moves no money;
// where those surely do not arrive, it is a review again. An ASKING older than any call has lost
// its process, and so its answer: it becomes such a review by itself.

/** What OCR read of the card, without what nobody here needs. Texts as printed. */
export interface Ktp {
  readonly nik: string;
  readonly name: string;
  readonly birthPlace: string;
  readonly birthDate: string;
  readonly gender: string;
  readonly address: string;
  readonly rtrw: string;
  readonly villageDistrict: string;
  readonly subDistrict: string;
  readonly district: string;
  readonly province: string;
  readonly occupation: string;
  readonly nationality: string;
}

export type ReviewReason = 'NAME_DIFFERS' | 'BIRTH_DATE_DIFFERS' | 'PROVIDER_UNKNOWN';
export type KycWarning = 'REGION_UNKNOWN' | 'GENDER_DIFFERS';
export type KycRefusal =
  | 'EKYC_MISMATCH'
  | 'EKYC_PHOTO_UNREADABLE'
  | 'EKYC_REFUSED'
  | 'EKYC_NIK_INVALID'
  | 'EKYC_NIK_TAKEN';

/** A card as it is kept. */
export interface Card {
  readonly ktp: Ktp;
  readonly readAt: number;
  readonly warnings: readonly KycWarning[];
}

/** The person whom a card names. */
export interface Proven extends Card {
  /** The keyed hash by which a NIK is one customer's alone. */
  readonly nikHash: string;
}

export interface OpsDecision {
  /** `sub` of who decided. */
  readonly by: string;
  readonly reason: string;
  readonly at: number;
}

/** From BASIC on; before that there are no photos. */
export type Kyc =
  | { readonly status: 'BASIC'; readonly refusal?: KycRefusal }
  | {
      readonly status: 'ASKING';
      readonly attempt: string;
      readonly since: number;
      /** Whether nobody knows what KasPro made of photos that were sent before these. */
      readonly unanswered: boolean;
    }
  | {
      readonly status: 'REVIEW';
      readonly since: number;
      readonly reasons: readonly ReviewReason[];
      readonly proven?: Proven;
    }
  | {
      readonly status: 'PREMIUM';
      readonly since: number;
      readonly proven: Proven;
      readonly decision?: OpsDecision;
    }
  | {
      readonly status: 'REJECTED';
      readonly since: number;
      readonly decision: OpsDecision;
      /** What was rejected, as the law keeps it; its NIK is free for whom it belongs to. */
      readonly card?: Card;
    };

export const NO_KYC: Kyc = { status: 'BASIC' };

export type KycEvent = { readonly customerId: string; readonly at: number } & (
  | { readonly type: 'KycOpened'; readonly attempt: string }
  | { readonly type: 'KycRefused'; readonly refusal: KycRefusal }
  | { readonly type: 'KycTakenBack' }
  | {
      readonly type: 'KycReviewAsked';
      readonly reasons: readonly ReviewReason[];
      readonly proven?: Proven;
    }
  | { readonly type: 'KycApproved'; readonly proven: Proven; readonly decision?: OpsDecision }
  | {
      readonly type: 'KycRejected';
      readonly decision: OpsDecision;
      /** Why it was in review. */
      readonly reasons: readonly ReviewReason[];
    }
);

/** The states that each event may be told in. */
const EDGES: Readonly<Record<KycEvent['type'], readonly Kyc['status'][]>> = {
  KycOpened: ['BASIC', 'ASKING', 'REVIEW'],
  KycRefused: ['ASKING'],
  KycTakenBack: ['ASKING'],
  KycReviewAsked: ['ASKING'],
  KycApproved: ['ASKING', 'REVIEW'],
  KycRejected: ['REVIEW'],
};

export function evolveKyc(kyc: Kyc, event: KycEvent): Kyc {
  if (!EDGES[event.type].includes(kyc.status)) throw new Error('AKT_KYC_EDGE');
  const { at: since } = event;
  switch (event.type) {
    case 'KycOpened':
      return {
        status: 'ASKING',
        attempt: event.attempt,
        since,
        unanswered: kyc.status !== 'BASIC',
      };
    case 'KycRefused':
      return { status: 'BASIC', refusal: event.refusal };
    case 'KycTakenBack':
      return NO_KYC;
    case 'KycReviewAsked': {
      const { reasons, proven } = event;
      return { status: 'REVIEW', since, reasons, ...(proven && { proven }) };
    }
    case 'KycApproved': {
      const { proven, decision } = event;
      return { status: 'PREMIUM', since, proven, ...(decision && { decision }) };
    }
    case 'KycRejected':
      return { status: 'REJECTED', since, decision: event.decision, ...rejectedCard(kyc) };
  }
}

function rejectedCard(kyc: Kyc): { readonly card?: Card } {
  if (kyc.status !== 'REVIEW' || !kyc.proven) return {};
  const { nikHash: _free, ...card } = kyc.proven;
  return { card };
}
