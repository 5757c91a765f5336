import { keyOf32Bytes, platformEnvironment } from '@angkutan/service';
import { z } from '@angkutan/http';

const seconds = z.coerce.number().int().min(1);
/** Whole rupiah. */
const amount = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform((text) => BigInt(text));

/** The wallet's environment: what all services read, and its own. */
export const environmentSchema = platformEnvironment.extend({
  KASPRO_BASE_URL: z.url(),
  KASPRO_PARTNER_ID: z.string().min(1),
  KASPRO_SECRET: z.string().min(16),
  KASPRO_ESCROW_ACCOUNT: z.string().regex(/^\d+$/),
  KASPRO_CORPORATE_ACCOUNT: z.string().regex(/^\d+$/),
  KASPRO_VA_PREFIXES: z.string().min(1).optional(),
  KASPRO_STATUS_INQUIRY: z
    .enum(['on', 'off'])
    .default('on')
    .transform((value) => value === 'on'),
  /** KasPro's statement as a file, where it has no endpoint for it: see `gateways/statement-file.ts`. */
  KASPRO_STATEMENT_CSV: z.string().min(1).optional(),
  /** What is younger is not reconciled yet: KasPro's callbacks take a while. */
  RECONCILIATION_SETTLED_AFTER_S: z.coerce.number().int().min(0).default(900),
  /** How many customers' balances are compared with KasPro's per second, all instances together; 0: none. */
  DRIFT_LOOKS_PER_S: z.coerce.number().int().min(0).max(100).default(5),
  /** NOT_FOUND within this long after sending says nothing. */
  KASPRO_PROCESSING_WINDOW_S: seconds.default(900),
  /** Opens the accounts that onboarding seals into `CustomerRegistered`. */
  EVENT_SEALING_KEY: keyOf32Bytes,
  /** Finds the wallet of a phone number without keeping the number. */
  LOOKUP_KEY: keyOf32Bytes,
  /** A message about a customer not (yet) known waits this long. */
  CUSTOMER_WAIT_S: seconds.default(600),
  HOLD_EXPIRY_S: seconds.default(86_400),
  /** How often the company's own money is looked at, and from how much of it on a transfer is worth it. */
  SWEEP_EVERY_S: seconds.default(600),
  SWEEP_THRESHOLD: amount.default(100_000n),
  /** What escrow holds of the company's own money beside open holds and dues. */
  ESCROW_COVER_MIN: amount.default(1_000_000n),
  /** What promotions may cost in a calendar month; people are told when it runs out, and no ride fails. */
  PROMOTION_MONTHLY_BUDGET: amount.default(1_000_000_000n),
  /** Below which deposit a driver gets no cash jobs, by service, in whole rupiah: `BIKE=20000,CAR=50000`. */
  DRIVER_DEPOSIT_MINIMA: z
    .string()
    .regex(/^[A-Z]+=\d+(,[A-Z]+=\d+)*$/)
    .default('BIKE=20000,CAR=50000,DELIVERY=20000')
    .transform((text) => Object.fromEntries(text.split(',').map((one) => one.split('='))))
    .pipe(z.record(z.string(), z.coerce.number())),
});
export type WalletEnvironment = z.infer<typeof environmentSchema>;
