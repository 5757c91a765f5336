import type { Rupiah } from '@angkutan/money';

// What callers hand over. Mobile numbers are in KasPro's form, `08…`; amounts are whole rupiah above zero;
// `partnerReference` is ours, committed before the call, unique for ever.

/** Which wallet KasPro keeps for a person. */
export type CustomerType = 'SUBSCRIBER' | 'MERCHANT';

export interface OtpCheck {
  readonly mobileNumber: string;
  readonly otp: string;
}

export interface Registration {
  readonly mobileNumber: string;
  readonly name: string;
  readonly email?: string;
  readonly customerType: CustomerType;
  readonly partnerReference: string;
}

/** Photos as base64 JPEG or PNG. */
export interface EkycPhotos {
  readonly mobileNumber: string;
  readonly ktpPhoto: string;
  readonly selfiePhoto: string;
  readonly selfieWithKtpPhoto: string;
}

export interface Transfer {
  readonly sourceAccount: string;
  readonly destinationAccount: string;
  readonly amount: Rupiah;
  readonly partnerReference: string;
  readonly remark?: string;
  /** Chooses the path, for the day when KasPro names one for wallet payments and tips; default P2P. */
  readonly purpose?: 'P2P' | 'WALLET_PAYMENT' | 'TIP';
}

interface PayoutTerms {
  readonly sourceAccount: string;
  readonly amount: Rupiah;
  readonly partnerReference: string;
}

/** To a bank account, or as cash at the till of a store. */
export type Payout = PayoutTerms &
  (
    | {
        readonly channel: 'BANK';
        readonly bankCode: string;
        readonly beneficiaryAccount: string;
        readonly beneficiaryName: string;
      }
    | { readonly channel: 'MODERN_TRADE'; readonly outlet: string }
  );

export interface QrisPayment {
  readonly sourceAccount: string;
  readonly qrContent: string;
  /** Without the tip: KasPro takes both. */
  readonly amount: Rupiah;
  readonly tip?: Rupiah;
  readonly partnerReference: string;
}

/** Rows with `from` ≤ occurredAt < `to`. */
export interface StatementPeriod {
  readonly account: string;
  readonly from: Date;
  readonly to: Date;
}
