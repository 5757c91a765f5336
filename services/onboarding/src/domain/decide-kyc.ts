import type { Identity } from './customer.ts';
import type { Ktp, Kyc, KycEvent, KycRefusal, KycWarning, ReviewReason } from './kyc.ts';
import { readNik, readPrintedDate, readPrintedGender, warningsOf } from './nik.ts';

/** No call to KasPro lasts this long; who still asks after it has died. */
export const KYC_ASKING_MAX_MS = 60_000;

interface About {
  readonly customerId: string;
}
interface OfAttempt extends About {
  readonly attempt: string;
}

export type KycCommand =
  | ({ readonly type: 'OpenKyc' } & OfAttempt)
  | ({ readonly type: 'ReportKtp'; readonly ktp: Ktp; readonly nikHash: string } & OfAttempt)
  | ({ readonly type: 'ReportKycRefused'; readonly refusal: KycRefusal } & OfAttempt)
  | ({ readonly type: 'ReportKycNotSent' | 'ReportKycUnknown' } & OfAttempt)
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
  | 'KYC_IDENTITY_MISSING';

export type KycDecision =
  | { readonly accepted: true; readonly events: readonly KycEvent[] }
  | { readonly accepted: false; readonly rejection: KycRejection };

/** What the decision needs to know beside the machine's own state. */
export interface KycKnown {
  readonly kyc: Kyc;
  /** Whether the customer holds a role yet. */
  readonly registered: boolean;
  readonly identity: Identity;
  /** Whether the card of the command is another customer's. */
  readonly nikTaken: boolean;
}

export function decideKyc(command: KycCommand, known: KycKnown, now: number): KycDecision {
  if (!known.registered) return refuse('CUSTOMER_NOT_FOUND');
  if (command.type === 'OpenKyc') return open(command, known.kyc, now);
  if (command.type === 'DecideKyc') return decideReview(command, known.kyc, now);
  const { kyc } = known;
  // A report about an attempt that is over says nothing any more.
  if (kyc.status !== 'ASKING' || kyc.attempt !== command.attempt) return accept();
  const { customerId } = command;
  switch (command.type) {
    case 'ReportKycRefused':
      return accept({ type: 'KycRefused', customerId, at: now, refusal: command.refusal });
    case 'ReportKycNotSent':
      return accept({ type: 'KycTakenBack', customerId, at: now });
    case 'ReportKycUnknown': {
      const reasons = ['PROVIDER_UNKNOWN'] as const;
      return accept({ type: 'KycReviewAsked', customerId, at: now, reasons });
    }
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
      return now - kyc.since >= KYC_ASKING_MAX_MS ? accept(opened) : refuse('KYC_IN_PROGRESS');
    case 'REVIEW':
      return unanswered(kyc.reasons) ? accept(opened) : accept();
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
  const dead = kyc.status === 'ASKING' && now - kyc.since >= KYC_ASKING_MAX_MS;
  if (kyc.status !== 'REVIEW' && !dead) return refuse('KYC_NOT_IN_REVIEW');
  const decision = { by, reason, at: now };
  if (command.decision === 'REJECT') {
    return accept({ type: 'KycRejected', customerId, at: now, decision });
  }
  const proven = kyc.status === 'REVIEW' ? kyc.proven : undefined;
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
  const proven = { ktp, nikHash, warnings: card.warnings };
  const reasons: ReviewReason[] = sameName(identity.name, ktp.name) ? [] : ['NAME_DIFFERS'];
  if (card.birthDateDiffers) reasons.push('BIRTH_DATE_DIFFERS');
  if (reasons.length > 0) return accept({ type: 'KycReviewAsked', ...about, reasons, proven });
  return accept({ type: 'KycApproved', ...about, proven });
}

type Card =
  | { readonly valid: false }
  | {
      readonly valid: true;
      readonly birthDateDiffers: boolean;
      readonly warnings: readonly KycWarning[];
    };

function readCard({ nik: text, birthDate, gender }: Ktp): Card {
  const reading = readNik(text);
  if (!reading.valid) return reading;
  const printed = { birthDate: readPrintedDate(birthDate), gender: readPrintedGender(gender) };
  const found = warningsOf(reading.nik, printed);
  const warnings = found.filter((warning) => warning !== 'BIRTH_DATE_DIFFERS');
  return { valid: true, birthDateDiffers: warnings.length < found.length, warnings };
}

/** Whether two spellings are one name: case, accents, dots, hyphens and spacing do not count. */
export function sameName(registered: string, printed: string): boolean {
  return lettersOf(registered) === lettersOf(printed);
}

function lettersOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toUpperCase()
    .replaceAll(/\p{M}|['’`.]/gu, '');
  return plain.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

function unanswered(reasons: readonly ReviewReason[]): boolean {
  return reasons.includes('PROVIDER_UNKNOWN');
}

function accept(...events: KycEvent[]): KycDecision {
  return { accepted: true, events };
}

function refuse(rejection: KycRejection): KycDecision {
  return { accepted: false, rejection };
}
