import { lookupHash } from '@angkutan/events';
import { createKasPro } from '@angkutan/kaspro';
import { type Life, type Platform, startJob } from '@angkutan/service';
import type { OnboardingEnvironment } from './config.ts';
import type { Rules } from './domain/registration.ts';
import { createFinishRegistration } from './gateways/finish-registration.ts';
import { createCleanPhoto, kindOf } from './gateways/clean-photo.ts';
import { createProvider } from './gateways/kaspro.ts';
import { createSendCode } from './gateways/send-code.ts';
import { createUpgrade } from './gateways/upgrade.ts';
import { getConsents } from './http/get-consents.ts';
import { getCustomer } from './http/get-customer.ts';
import { getKycReviews } from './http/get-kyc-reviews.ts';
import { postCustomers } from './http/post-customers.ts';
import { postKycDecisions } from './http/post-kyc-decisions.ts';
import { postOtp } from './http/post-otp.ts';
import { postOtpValidate } from './http/post-otp-validate.ts';
import { postUpgrade } from './http/post-upgrade.ts';
import { problems } from './http/problems.ts';
import { destroyDueKeys } from './jobs/destroy-due-keys.ts';
import { finishRegistrations } from './jobs/finish-registrations.ts';
import { giveUpKyc } from './jobs/give-up-kyc.ts';
import { createCustomerBook, createKycBook, createOtpBook } from './store/books.ts';
import { createErasureBook } from './store/erasure-book.ts';
import type { ErasureWorkParts } from './store/erasure-work.ts';
import { createOtpBudgets } from './store/otp-budgets.ts';
import { createIdentityVault } from './store/identity-vault.ts';
import { createPlaceholderBook } from './store/placeholder-book.ts';
import { openRows } from './store/rows.ts';

const SWEEP_EVERY_MS = 5_000;
const RETENTION_EVERY_MS = 60 * 60 * 1_000;

/** Wires onboarding to the platform's parts: eight calls and three jobs. */
export async function startOnboarding(
  platform: Pick<Platform, 'connection' | 'executor' | 'logger' | 'serve'>,
  environment: OnboardingEnvironment,
  life: Pick<Life, 'onStop'>,
): Promise<void> {
  const { connection, executor, logger } = platform;
  const kaspro = createKasPro({
    baseUrl: environment.KASPRO_BASE_URL,
    partnerId: environment.KASPRO_PARTNER_ID,
    secret: environment.KASPRO_SECRET,
  });
  life.onStop('kaspro', () => kaspro.close());
  const texts = textsOf(environment);
  const rows = await openRows(connection);
  const rules = rulesOf(environment);
  const vault = createIdentityVault(
    environment.KEY_ENCRYPTION_KEY,
    environment.KEY_ENCRYPTION_KEY_PREVIOUS,
  );
  const customers = createCustomerBook(executor, { rows, vault, rules });
  const kyc = createKycBook(executor, { rows, vault });
  const otp = createOtpBook(executor, rows);
  const budgets = createOtpBudgets(rows, {
    perAddressPerHour: environment.OTP_PER_ADDRESS_PER_HOUR_MAX,
    globalPerMinute: environment.OTP_GLOBAL_PER_MINUTE_MAX,
  });
  const provider = createProvider(kaspro);
  const placeholders = createPlaceholderBook(executor, { rows, rules });
  const sendCode = createSendCode({ provider, placeholders, ...rules });
  const sealingKey = environment.EVENT_SEALING_KEY;
  const finish = createFinishRegistration({ customers, provider, sealingKey });
  const hashOf = (mobileNumber: string) => lookupHash(environment.LOOKUP_KEY, mobileNumber);

  const nikHashOf = (nik: string) => lookupHash(environment.LOOKUP_KEY, `nik:${nik}`);
  const upgrade = createUpgrade({ kyc, provider, hashOf: nikHashOf });
  const photos = { cleanPhoto: createCleanPhoto(), isPhoto };

  const jobs = [
    [
      SWEEP_EVERY_MS,
      'finish-registrations',
      () => finishRegistrations(customers, finish, new Date()),
    ],
    [SWEEP_EVERY_MS, 'give-up-kyc', () => giveUpKyc(kyc, new Date())],
    [RETENTION_EVERY_MS, 'destroy-due-keys', () => destroyDue({ rows, vault }, platform)],
  ] as const;
  for (const [everyMs, name, run] of jobs) {
    const job = startJob({ name, everyMs, logger, run });
    life.onStop(name, () => job.stop());
  }

  await platform.serve({
    routes: [
      postOtp({ otp, budgets, provider, hashOf, sendCode }),
      postOtpValidate({ otp, budgets, provider, hashOf }),
      getConsents(texts),
      postCustomers({ customers, provider, finish, hashOf }),
      getCustomer(customers),
      postUpgrade({ customers, upgrade, provider, ...photos }),
      postKycDecisions(kyc),
      getKycReviews(kyc),
    ],
    problems,
    readiness: () => ({}),
    operations: { breakers: () => kaspro.breakers() },
  });
}

async function destroyDue(
  parts: ErasureWorkParts,
  { executor, logger }: Pick<Platform, 'executor' | 'logger'>,
): Promise<boolean> {
  const onDestroyed = (customerId: string) => logger.info({ customerId }, 'key destroyed');
  const asked = { now: () => new Date(), actor: 'retention job', onDestroyed };
  await destroyDueKeys(createErasureBook(executor, parts), asked);
  return false;
}

function isPhoto(head: Buffer): boolean {
  return kindOf(head) !== undefined;
}

function rulesOf(environment: OnboardingEnvironment): Rules {
  const { terms, privacy } = textsOf(environment);
  return {
    processingWindowMs: environment.KASPRO_PROCESSING_WINDOW_S * 1_000,
    consents: { terms: terms.version, privacy: privacy.version },
    registerFirst: environment.KASPRO_REGISTER_FIRST,
  };
}

function textsOf(environment: OnboardingEnvironment) {
  return {
    terms: { version: environment.CONSENT_TERMS_VERSION, url: environment.CONSENT_TERMS_URL },
    privacy: { version: environment.CONSENT_PRIVACY_VERSION, url: environment.CONSENT_PRIVACY_URL },
  };
}
