import type { Identity } from './customer.ts';
import type { Ktp, Kyc, KycEvent, KycRefusal, ReviewReason } from './kyc.ts';
import { readCard, sameName } from './read-card.ts';

/** No call to KasPro lasts this long; who still asks after it has died. */
export const KYC_ASKING_MAX_MS = 60_000;

interface About {
  readonly customerId: string;
}
interface OfAttempt extends About {
  readonly attempt: string;
}

/** What came of an upload. */
type KycReport =
  | ({ readonly type: 'ReportKtp'; readonly ktp: Ktp; readonly nikHash: string } & OfAttempt)
  | ({ readonly type: 'ReportKycRefused'; readonly refusal: KycRefusal } & OfAttempt)
  | ({ readonly type: 'ReportKycNotSent' | 'ReportKycUnknown' } & OfAttempt);

export type KycCommand =
  | KycReport
  | ({ readonly type: 'OpenKyc' } & OfAttempt)
  | ({ readonly type: 'GiveUpKyc' } & About)
  | ({
      readonly type: 'DecideKyc';
      readonly decision: 'APPROVE' | 'REJECT';
      readonly reason: string;
      readonly by: string;
    } & About);

export type KycRejection =
  | 'CUSTOMER_NOT_FOUND'
  | 'KYC_IN_PROGRESS'
  | 'KYC_REJECTED'
  | 'KYC_NOT_IN_REVIEW'
  | 'KYC_IDENTITY_MISSING'
  | 'CUSTOMER_RESTRICTED';

export type KycDecision =
  | { readonly accepted: true; readonly events: readonly KycEvent[] }
  | { readonly accepted: false; readonly rejection: KycRejection };

/** What the decision needs to know beside the machine's own state. */
export interface KycKnown {
  readonly kyc: Kyc;
  /** Whether the customer holds a role yet. */
  readonly registered: boolean;
  /** Whether the person has asked for erasure: what is under way ends, nothing new begins. */
  readonly restricted: boolean;
  readonly identity: Identity;
  /** Whether the card of the command is another customer's. */
  readonly nikTaken: boolean;
}

export function decideKyc(command: KycCommand, known: KycKnown, now: number): KycDecision {
  if (!known.registered) return refuse('CUSTOMER_NOT_FOUND');
  const begins = command.type === 'OpenKyc' || command.type === 'DecideKyc';
  if (known.restricted && begins) return refuse('CUSTOMER_RESTRICTED');
  if (command.type === 'OpenKyc') return open(command, known.kyc, now);
  if (command.type === 'DecideKyc') return decideReview(command, known.kyc, now);
  if (command.type === 'GiveUpKyc') return giveUp(command, known.kyc, now);
  return decideReport(command, known, now);
}

function decideReport(command: KycReport, known: KycKnown, now: number): KycDecision {
  const { kyc } = known;
  // A report about an attempt that is over says nothing any more.
  if (kyc.status !== 'ASKING' || kyc.attempt !== command.attempt) return accept();
  const { customerId } = command;
  switch (command.type) {
    case 'ReportKycRefused':
      return accept({ type: 'KycRefused', customerId, at: now, refusal: command.refusal });
    case 'ReportKycNotSent':
      // What is not known of earlier photos is not forgotten because these never arrived.
      return kyc.unanswered
        ? unanswered(command, now)
        : accept({ type: 'KycTakenBack', customerId, at: now });
    case 'ReportKycUnknown':
      return unanswered(command, now);
    case 'ReportKtp':
      return judge(command, known, now);
  }
}

function open(command: OfAttempt, kyc: Kyc, now: number): KycDecision {
  const { customerId, attempt } = command;
  const opened = { type: 'KycOpened', customerId, at: now, attempt } as const;
  switch (kyc.status) {
    case 'BASIC':
      return accept(opened);
    case 'ASKING':
      return isDead(kyc, now) ? accept(opened) : refuse('KYC_IN_PROGRESS');
    case 'REVIEW':
      return kyc.reasons.includes('PROVIDER_UNKNOWN') ? accept(opened) : accept();
    case 'PREMIUM':
      return accept();
    case 'REJECTED':
      return refuse('KYC_REJECTED');
  }
}

function decideReview(
  command: Extract<KycCommand, { type: 'DecideKyc' }>,
  kyc: Kyc,
  now: number,
): KycDecision {
  const { customerId, by, reason } = command;
  if (repeats(command, kyc)) return accept();
  if (kyc.status !== 'REVIEW') return refuse('KYC_NOT_IN_REVIEW');
  const decision = { by, reason, at: now };
  const { proven, reasons } = kyc;
  if (command.decision === 'REJECT') {
    return accept({ type: 'KycRejected', customerId, at: now, decision, reasons });
  }
  if (!proven) return refuse('KYC_IDENTITY_MISSING');
  return accept({ type: 'KycApproved', customerId, at: now, proven, decision });
}

function repeats(command: Extract<KycCommand, { type: 'DecideKyc' }>, kyc: Kyc): boolean {
  const decided = kyc.status === 'PREMIUM' || kyc.status === 'REJECTED' ? kyc.decision : undefined;
  const wanted = command.decision === 'APPROVE' ? 'PREMIUM' : 'REJECTED';
  return kyc.status === wanted && decided?.by === command.by && decided.reason === command.reason;
}

// In the order of what a person can mend: another photo, another card, then what we must look at.
function judge(
  { customerId, ktp, nikHash }: Extract<KycCommand, { type: 'ReportKtp' }>,
  { identity, nikTaken }: KycKnown,
  now: number,
): KycDecision {
  const about = { customerId, at: now };
  const card = readCard(ktp);
  if (!card.valid) return accept({ type: 'KycRefused', ...about, refusal: 'EKYC_NIK_INVALID' });
  if (nikTaken) return accept({ type: 'KycRefused', ...about, refusal: 'EKYC_NIK_TAKEN' });
  const proven = { ktp, readAt: now, nikHash, warnings: card.warnings };
  const reasons: ReviewReason[] = sameName(identity.name, ktp.name) ? [] : ['NAME_DIFFERS'];
  if (card.birthDateDiffers) reasons.push('BIRTH_DATE_DIFFERS');
  if (reasons.length > 0) return accept({ type: 'KycReviewAsked', ...about, reasons, proven });
  return accept({ type: 'KycApproved', ...about, proven });
}

// The photos are gone with the process that had them: a person decides, or others are sent.
function giveUp(about: About, kyc: Kyc, now: number): KycDecision {
  return kyc.status === 'ASKING' && isDead(kyc, now) ? unanswered(about, now) : accept();
}

function isDead({ since }: Extract<Kyc, { status: 'ASKING' }>, now: number): boolean {
  return now - since >= KYC_ASKING_MAX_MS;
}

function unanswered({ customerId }: About, now: number): KycDecision {
  const reasons = ['PROVIDER_UNKNOWN'] as const;
  return accept({ type: 'KycReviewAsked', customerId, at: now, reasons });
}

function accept(...events: KycEvent[]): KycDecision {
  return { accepted: true, events };
}

function refuse(rejection: KycRejection): KycDecision {
  return { accepted: false, rejection };
}
