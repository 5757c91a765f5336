/** Cards and states for the tests of the e-KYC. */
import { decideKyc, type KycCommand, type KycKnown } from './decide-kyc.ts';
import type { Ktp, Kyc } from './kyc.ts';

export const ktp: Ktp = {
  nik: '3171010505900001',
  name: 'SITI RAHAYU',
  birthPlace: 'JAKARTA',
  birthDate: '05-05-1990',
  gender: 'LAKI-LAKI',
  address: 'JL. CONTOH NO. 1',
  rtrw: '001/002',
  villageDistrict: 'CIDENG',
  subDistrict: 'GAMBIR',
  district: 'JAKARTA PUSAT',
  province: 'DKI JAKARTA',
  occupation: 'KARYAWAN SWASTA',
  nationality: 'WNI',
};
export const customerId = 'c1';
export const ofAttempt = { customerId, attempt: 'a1' };
export const proven = { ktp, readAt: 5, nikHash: 'n1', warnings: [] };
export const decision = { by: 'ops1', reason: 'looked at it', at: 5 };

export const ASKING: Kyc = { status: 'ASKING', attempt: 'a1', since: 0, unanswered: false };
export const REVIEW: Kyc = { status: 'REVIEW', since: 0, reasons: ['NAME_DIFFERS'], proven };
export const UNANSWERED: Kyc = { status: 'REVIEW', since: 0, reasons: ['PROVIDER_UNKNOWN'] };
export const PREMIUM: Kyc = { status: 'PREMIUM', since: 0, proven };
export const APPROVED: Kyc = { status: 'PREMIUM', since: 0, proven, decision };
export const REJECTED: Kyc = { status: 'REJECTED', since: 0, decision };

export const OPEN: KycCommand = { type: 'OpenKyc', ...ofAttempt };
export const report = (change: Partial<Ktp> = {}): KycCommand => ({
  type: 'ReportKtp',
  ...ofAttempt,
  ktp: { ...ktp, ...change },
  nikHash: 'n1',
});
export const decide = (given: 'APPROVE' | 'REJECT'): KycCommand => ({
  type: 'DecideKyc',
  customerId,
  decision: given,
  reason: 'looked at it',
  by: 'ops1',
});

const KNOWN = {
  registered: true,
  restricted: false,
  nikTaken: false,
  identity: { mobileNumber: '+6281234567890', name: 'Siti Rahayu' },
};

/** What is decided of a command in a state, at 5 ms unless said. */
export function after(
  command: KycCommand,
  kyc: Kyc,
  { now = 5, ...known }: { now?: number } & Partial<Omit<KycKnown, 'kyc'>> = {},
) {
  return decideKyc(command, { ...KNOWN, kyc, ...known }, now);
}
