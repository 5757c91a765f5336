/**
 * Everything that KasPro's documents do not say and that we assume, in one place: when the real document arrives,
 * this file changes and no other. README.md lists the assumptions in words; `given.ts` holds what is certain.
 */
import type {
  CustomerType,
  EkycPhotos,
  OtpCheck,
  Payout,
  QrisPayment,
  Registration,
  Transfer,
} from './requests.ts';

/** Paths that the given documents do not name. `walletPayment` and `tip` have none, so they go by P2P. */
export const ASSUMED_PATHS = {
  walletPayment: '/p2p-transaction/',
  tip: '/p2p-transaction/',
  status: '/transaction-status/',
  statement: '/statement/',
  accountInquiry: '/customer-account-inquiry/',
} as const;

export const HEADERS = {
  partnerId: 'X-Partner-Id',
  timestamp: 'X-Timestamp',
  externalId: 'X-External-Id',
  signature: 'X-Signature',
} as const;

/** Only these refuse. Any other code leaves the outcome unknown. 110005 is given, the others are assumed. */
export const REFUSALS = {
  INVALID_OTP: 110001,
  OTP_EXPIRED: 110002,
  TOO_MANY_ATTEMPTS: 110003,
  CUSTOMER_NOT_FOUND: 110005,
  ALREADY_REGISTERED: 110006,
  INSUFFICIENT_BALANCE: 120001,
  LIMIT_EXCEEDED: 120002,
  WALLET_BLOCKED: 120003,
  BENEFICIARY_NOT_FOUND: 130002,
  BENEFICIARY_BANK_OFFLINE: 130003,
  EKYC_MISMATCH: 140001,
  PHOTO_UNREADABLE: 140002,
} as const;

const REFUSAL_CODES: ReadonlySet<number> = new Set(Object.values(REFUSALS));
export const refuses = (code: number): boolean => REFUSAL_CODES.has(code);

/** A repeated reference. Never a refusal: it says nothing about the first send. */
export const DUPLICATE_REFERENCE = 130001;
/** Not done, and worth trying again with the same reference. */
export const MAINTENANCE = 900001;
/** On a callback alone: a withdrawal code ran out unused. Our own guess; the money has not left. */
export const WITHDRAWAL_EXPIRED = 130004;

/** `KASPRO_ACCOUNT_PREFIXES`: an account is the prefix and the mobile number without its leading 0. */
export const ACCOUNT_PREFIXES: Readonly<Record<CustomerType, string>> = {
  SUBSCRIBER: '888',
  MERCHANT: '777',
};

/** KasPro's own account for money paid into a number that belongs to nobody. */
export const SUSPENSE_ACCOUNT = '555000000001';

/** A KasPro account: `081234567890` as a subscriber is `88881234567890`. The number is in KasPro's form, `08…`. */
export function accountOf(
  customerType: CustomerType,
  mobileNumber: string,
  prefixes: Readonly<Record<CustomerType, string>> = ACCOUNT_PREFIXES,
): string {
  return `${prefixes[customerType]}${mobileNumber.replace(/^0/, '')}`;
}

/** The number of a customer's account, in KasPro's form: the other way of `accountOf`. */
export function mobileNumberOf(account: string): string {
  const prefix = Object.values(ACCOUNT_PREFIXES).find((one) => account.startsWith(one)) ?? '';
  return `0${account.slice(prefix.length)}`;
}

/**
 * `KASPRO_VA_PREFIXES`: which number a person pays into. `va` is a bank's company prefix, `store` a modern trade's,
 * `role` the digits after it, which keep a driver's deposit and a user's wallet apart.
 */
export const VA_PREFIXES = [
  'va:BCA:39010',
  'va:MANDIRI:89022',
  'va:BRI:26033',
  'va:BNI:88044',
  'va:PERMATA:85055',
  'store:ALFAMART:77066',
  'store:INDOMARET:77077',
  'role:user:1',
  'role:driver:2',
].join(',');

/** What a transfer that was accepted earlier has come to. */
export const TRANSACTION_STATUSES = [
  'IN_PROCESS',
  'SUCCESS',
  'FAILED',
  'EXPIRED',
  'NOT_FOUND',
] as const;
export type TransactionStatus = (typeof TRANSACTION_STATUSES)[number];

export const CALLBACK_TYPES = [
  'BANK_TRANSFER',
  'QRIS',
  'MODERN_TRADE_WITHDRAWAL',
  'TOP_UP',
  'TOP_UP_REVERSAL',
] as const;
export type CallbackType = (typeof CALLBACK_TYPES)[number];

/** What the half-open probe asks about: a reference and a number that nobody has. */
export const PROBE_REFERENCE = 'ANGKUTAN-PROBE';
export const PROBE_MOBILE_NUMBER = '080000000000';

/** Request bodies, all of them assumed. Amounts travel as text. */
export const BODIES = {
  validateOtp: ({ mobileNumber, otp }: OtpCheck) => ({ mobileNumber, otp }),
  register: ({ mobileNumber, name, email, customerType, partnerReference }: Registration) => ({
    mobileNumber,
    name,
    email,
    customerType,
    partnerReference,
  }),
  ekyc: ({ mobileNumber, ktpPhoto, selfiePhoto, selfieWithKtpPhoto }: EkycPhotos) => ({
    mobileNumber,
    ktpPhoto,
    selfiePhoto,
    selfieWithKtpPhoto,
  }),
  transfer: (transfer: Transfer) => ({
    sourceAccount: transfer.sourceAccount,
    destinationAccount: transfer.destinationAccount,
    amount: String(transfer.amount),
    partnerReference: transfer.partnerReference,
    remark: transfer.remark,
  }),
  payout: ({ amount, ...payout }: Payout) => ({
    ...(payout.channel === 'BANK' ? payout : atStore(payout)),
    amount: String(amount),
  }),
  qris: ({ sourceAccount, qrContent, amount, tip, partnerReference }: QrisPayment) => ({
    sourceAccount,
    qrContent,
    amount: String(amount),
    tip: tip === undefined ? undefined : String(tip),
    partnerReference,
    channel: 'QRIS',
  }),
};

/** A store has no account and no name of its own: it stands where the bank does, and the customer is the beneficiary. */
function atStore({
  outlet,
  ...payout
}: Omit<Extract<Payout, { channel: 'MODERN_TRADE' }>, 'amount'>) {
  const { sourceAccount: beneficiaryAccount } = payout;
  return { ...payout, bankCode: outlet, beneficiaryAccount, beneficiaryName: '' };
}
