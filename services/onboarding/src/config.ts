import { hkdfSync } from 'node:crypto';
import { z } from '@angkutan/http';
import { keyOf32Bytes, platformEnvironment } from '@angkutan/service';

const version = z.string().min(1).max(40);

const budget = z.coerce.number().int().min(1).max(1_000_000_000);

const fields = platformEnvironment.extend({
  PORT: platformEnvironment.shape.PORT.default(4101),
  ANGKUTAN_MODE: z.enum(['local', 'production']).default('production'),
  KASPRO_BASE_URL: z.url(),
  KASPRO_PARTNER_ID: z.string().min(1),
  KASPRO_SECRET: z.string().min(16),
  /** An account that KasPro does not know within this long after a lost call was not opened by it. */
  KASPRO_PROCESSING_WINDOW_S: z.coerce.number().int().min(1).default(900),
  /** Whether KasPro sends codes to numbers alone that are registered there: it is asked to register them first. */
  KASPRO_REGISTER_FIRST: z.stringbool().default(false),
  /** Seals accounts for the wallet. */
  EVENT_SEALING_KEY: keyOf32Bytes,
  /** Finds customers by phone without keeping the number. */
  LOOKUP_KEY: keyOf32Bytes,
  /** Wraps the customers' own keys. In local mode it may be missing, and is then derived. */
  KEY_ENCRYPTION_KEY: keyOf32Bytes.optional(),
  /** During a rotation: what this one has wrapped opens too. */
  KEY_ENCRYPTION_KEY_PREVIOUS: keyOf32Bytes.optional(),
  /** Codes that one address (an IPv6 network) may ask for an hour, and as many that it may enter. */
  OTP_PER_ADDRESS_PER_HOUR_MAX: budget.default(100),
  /** Codes that KasPro is asked to send a minute, from all instances, and as many to check. */
  OTP_GLOBAL_PER_MINUTE_MAX: budget.default(600),
  CONSENT_TERMS_VERSION: version.default('2026-01'),
  CONSENT_TERMS_URL: z.url().default('https://angkutan.example/syarat'),
  CONSENT_PRIVACY_VERSION: version.default('2026-01'),
  CONSENT_PRIVACY_URL: z.url().default('https://angkutan.example/privasi'),
});

/** Onboarding's environment: what all services read, and its own. */
export const onboardingEnvironment = fields.transform(withMasterKey);
export type OnboardingEnvironment = z.infer<typeof onboardingEnvironment>;

/** What the commands about personal data need of it. */
export const personalDataEnvironment = fields
  .pick({
    MONGODB_URI: true,
    SCHEMA_REGISTRY_URL: true,
    ANGKUTAN_MODE: true,
    EVENT_SEALING_KEY: true,
    KEY_ENCRYPTION_KEY: true,
    KEY_ENCRYPTION_KEY_PREVIOUS: true,
  })
  .transform(withMasterKey);

type Keys = Pick<
  z.infer<typeof fields>,
  'ANGKUTAN_MODE' | 'EVENT_SEALING_KEY' | 'KEY_ENCRYPTION_KEY'
>;

function withMasterKey<E extends Keys>(environment: E, context: z.RefinementCtx<E>) {
  const { KEY_ENCRYPTION_KEY: given, ANGKUTAN_MODE, EVENT_SEALING_KEY } = environment;
  if (given === undefined && ANGKUTAN_MODE !== 'local') {
    context.addIssue({ code: 'custom', path: ['KEY_ENCRYPTION_KEY'], message: 'is missing' });
    return z.NEVER;
  }
  return { ...environment, KEY_ENCRYPTION_KEY: given ?? derived(EVENT_SEALING_KEY) };
}

// On a developer's machine one secret less to hand over; the same after each restart.
function derived(key: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', 'angkutan local key encryption', 32));
}
