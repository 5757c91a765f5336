import { hkdfSync } from 'node:crypto';
import { z } from '@angkutan/http';
import { keyOf32Bytes, platformEnvironment } from '@angkutan/service';

const seconds = z.coerce.number().int().min(1);

/** The environment of cash-out: what all services read, and its own. */
export const cashOutEnvironment = platformEnvironment
  .extend({
    PORT: platformEnvironment.shape.PORT.default(4104),
    ANGKUTAN_MODE: z.enum(['local', 'production']).default('production'),
    KASPRO_BASE_URL: z.url(),
    KASPRO_PARTNER_ID: z.string().min(1),
    KASPRO_SECRET: z.string().min(16),
    KASPRO_STATUS_INQUIRY: z
      .enum(['on', 'off'])
      .default('on')
      .transform((value) => value === 'on'),
    /** NOT_FOUND within this long after sending says nothing. */
    KASPRO_PROCESSING_WINDOW_S: seconds.default(900),
    /** Opens the accounts that onboarding seals into `CustomerRegistered`. */
    EVENT_SEALING_KEY: keyOf32Bytes,
    /** Seals beneficiaries and withdrawal codes; this service's own. In local mode it may be missing, and is then derived. */
    CASH_OUT_SEALING_KEY: keyOf32Bytes.optional(),
  })
  .transform((environment, context) => {
    const { CASH_OUT_SEALING_KEY: given, ANGKUTAN_MODE, EVENT_SEALING_KEY } = environment;
    if (given === undefined && ANGKUTAN_MODE !== 'local') {
      context.addIssue({ code: 'custom', path: ['CASH_OUT_SEALING_KEY'], message: 'is missing' });
      return z.NEVER;
    }
    return { ...environment, CASH_OUT_SEALING_KEY: given ?? derived(EVENT_SEALING_KEY) };
  });
export type CashOutEnvironment = z.infer<typeof cashOutEnvironment>;

// On a developer's machine one secret less to hand over; the same after each restart.
function derived(key: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', 'angkutan local cash-out sealing', 32));
}
