// Brings one upload from photos to a decision, along the states of domain/kyc.ts: recorded as
// ASKING, sent to KasPro once, and what came of it recorded. The photos live in this call alone.
import { randomUUID } from 'node:crypto';
import type { KycCommand } from '../domain/decide-kyc.ts';
import type { KycBook, Provider, Upgrade } from '../domain/ports.ts';

export interface UpgradeParts {
  readonly kyc: KycBook;
  readonly provider: Pick<Provider, 'readKtp'>;
  /** The keyed hash by which a NIK is known. */
  readonly hashOf: (nik: string) => string;
}

export function createUpgrade({ kyc, provider, hashOf }: UpgradeParts): Upgrade {
  return async ({ customerId, mobileNumber, photos, traceparent }) => {
    const attempt = randomUUID();
    const opened = await kyc.change({ type: 'OpenKyc', customerId, attempt });
    if (!opened.accepted) return { status: 'rejected', rejection: opened.rejection };
    // Decided already, or with a person of ours: there is nothing to send.
    if (opened.events.length === 0) return { status: 'told' };
    const answer = await provider.readKtp(mobileNumber, photos);
    const command = reportOf(answer, { customerId, attempt }, hashOf);
    await kyc.change(command, traceparent);
    if (answer.status !== 'not-done') return { status: 'told' };
    return { status: 'not-done', retryAfterMs: answer.retryAfterMs };
  };
}

type Answer = Awaited<ReturnType<Provider['readKtp']>>;

const REFUSALS = {
  mismatch: 'EKYC_MISMATCH',
  unreadable: 'EKYC_PHOTO_UNREADABLE',
  refused: 'EKYC_REFUSED',
} as const;

function reportOf(
  answer: Answer,
  about: { readonly customerId: string; readonly attempt: string },
  hashOf: UpgradeParts['hashOf'],
): KycCommand {
  switch (answer.status) {
    case 'read':
      return { type: 'ReportKtp', ...about, ktp: answer.ktp, nikHash: hashOf(answer.ktp.nik) };
    case 'not-done':
      return { type: 'ReportKycNotSent', ...about };
    case 'unknown':
      return { type: 'ReportKycUnknown', ...about };
    case 'mismatch':
    case 'unreadable':
    case 'refused':
      return { type: 'ReportKycRefused', ...about, refusal: REFUSALS[answer.status] };
  }
}
