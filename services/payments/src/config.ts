import { keyOf32Bytes, platformEnvironment } from '@angkutan/service';
import { z } from 'zod';

const seconds = z.coerce.number().int().min(1);

/** The environment of payments: what all services read, and its own. */
export const paymentsEnvironment = platformEnvironment.extend({
  PORT: platformEnvironment.shape.PORT.default(4103),
  /** On a developer's machine the canary does not count the time in which nobody had started anything. */
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
  /** Opens the accounts that onboarding seals into `CustomerRegistered`, and seals what people write to each other. */
  EVENT_SEALING_KEY: keyOf32Bytes,
  /** Makes the keyed hash by which a phone number is found. */
  LOOKUP_KEY: keyOf32Bytes,
  /** How long a ride waits for its rider, driver or merchant to become known. */
  CUSTOMER_WAIT_S: seconds.max(86_400).default(600),
  /** How long before its start a version of the rules must be added: so long a service may lag and still know it in time. */
  RULES_LEAD_S: seconds.max(86_400).default(60),
});
export type PaymentsEnvironment = z.infer<typeof paymentsEnvironment>;
