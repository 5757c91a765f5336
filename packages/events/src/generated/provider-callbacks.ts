// Generated from schemas/**/*.avsc by src/generate.ts; edit those.

/** KasPro has told the end of a transaction that we asked for. */
export interface ProviderTransactionReported {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** Our reference of the transaction; the key of the stream. */
  readonly partnerReference: string;
  /** KasPro's own reference of the transaction. */
  readonly providerReference: string;
  /** BANK_TRANSFER, QRIS or MODERN_TRADE_WITHDRAWAL. */
  readonly type: string;
  /** SUCCESS, FAILED or EXPIRED. */
  readonly outcome: string;
  /** KasPro's code: 0 is success. */
  readonly code: number;
  /** KasPro's message, for operators. */
  readonly message: string;
  /** The amount of the transaction, in whole rupiah. */
  readonly amount: bigint;
  /** KasPro's own fee, in whole rupiah. */
  readonly serviceFee: bigint;
}
