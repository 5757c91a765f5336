import { accountOf, type KasPro, type Outcome, REFUSALS } from '@angkutan/kaspro';
import type { NoAnswer, Provider } from '../domain/ports.ts';

/** After a connection that could not be made; the breaker decides when it is longer. */
const UNREACHABLE_RETRY_MS = 5_000;

/** Whatever it holds: what is asked is whether there is a statement. */
const STATEMENT_GLANCE_MS = 60_000;

/** Onboarding's port to KasPro: numbers in KasPro's form, outcomes in onboarding's words. */
export function createProvider(kaspro: KasPro): Provider {
  // A number may have two accounts, and the enquiry by number tells of one. Of the other it says
  // nothing, but a statement is of an account: KasPro has one for it, or does not know it.
  async function statementTells(account: string): ReturnType<Provider['hasAccount']> {
    const to = new Date();
    const from = new Date(to.getTime() - STATEMENT_GLANCE_MS);
    const outcome = await kaspro.statement({ account, from, to });
    if (outcome.kind === 'ok') return { status: 'open' };
    return { status: isAbsent(outcome) ? 'absent' : 'unknown' };
  }
  return {
    waitMs: (operation) => kaspro.waitMs(operation),
    async sendOtp(mobileNumber) {
      const outcome = await kaspro.requestOtp(localForm(mobileNumber));
      if (outcome.kind === 'ok') return { status: 'sent', ...outcome.data };
      if (outcome.kind !== 'refused') return noAnswer(outcome);
      return { status: outcome.code === REFUSALS.TOO_MANY_ATTEMPTS ? 'locked' : 'refused' };
    },
    async checkOtp(mobileNumber, otp) {
      const outcome = await kaspro.validateOtp({ mobileNumber: localForm(mobileNumber), otp });
      if (outcome.kind === 'ok') return { status: 'right' };
      if (outcome.kind !== 'refused') return noAnswer(outcome);
      if (outcome.code === REFUSALS.OTP_EXPIRED) return { status: 'expired' };
      return { status: outcome.code === REFUSALS.TOO_MANY_ATTEMPTS ? 'locked' : 'wrong' };
    },
    async openAccount({ mobileNumber, name, email, accountType, reference }) {
      const outcome = await kaspro.register({
        mobileNumber: localForm(mobileNumber),
        name,
        ...(email === undefined ? {} : { email }),
        customerType: accountType,
        partnerReference: reference,
      });
      if (outcome.kind === 'ok') return { status: 'open' };
      if (outcome.kind !== 'refused') return noAnswer(outcome);
      // The number's owner, who has just proven to be that, has this account already.
      return { status: outcome.code === REFUSALS.ALREADY_REGISTERED ? 'open' : 'refused' };
    },
    async hasAccount(mobileNumber, accountType) {
      const outcome = await kaspro.accountInquiry(localForm(mobileNumber));
      if (outcome.kind !== 'ok') return { status: isAbsent(outcome) ? 'absent' : 'unknown' };
      const same = outcome.data.customerType.toUpperCase() === accountType;
      return same
        ? { status: 'open' }
        : statementTells(accountOf(accountType, localForm(mobileNumber)));
    },
    async readKtp(mobileNumber, photos) {
      const outcome = await kaspro.ekyc({
        mobileNumber: localForm(mobileNumber),
        ktpPhoto: photos.ktpPhoto.toString('base64'),
        selfiePhoto: photos.selfiePhoto.toString('base64'),
        selfieWithKtpPhoto: photos.selfieWithKtpPhoto.toString('base64'),
      });
      if (outcome.kind === 'ok') return { status: 'read', ktp: outcome.data };
      if (outcome.kind !== 'refused') return noAnswer(outcome);
      if (outcome.code === REFUSALS.EKYC_MISMATCH) return { status: 'mismatch' };
      return { status: outcome.code === REFUSALS.PHOTO_UNREADABLE ? 'unreadable' : 'refused' };
    },
    accountOf: (mobileNumber, accountType) => accountOf(accountType, localForm(mobileNumber)),
  };
}

function isAbsent(outcome: Outcome<unknown>): boolean {
  return outcome.kind === 'refused' && outcome.code === REFUSALS.CUSTOMER_NOT_FOUND;
}

function noAnswer(outcome: Outcome<unknown>): NoAnswer {
  if (outcome.kind === 'not-done')
    return { status: 'not-done', retryAfterMs: outcome.retryAfterMs };
  const unsent = outcome.kind === 'unknown' && outcome.cause === 'UNREACHABLE';
  return unsent
    ? { status: 'not-done', retryAfterMs: UNREACHABLE_RETRY_MS }
    : { status: 'unknown' };
}

// KasPro writes `0812…` where we keep `+62812…`.
function localForm(mobileNumber: string): string {
  return mobileNumber.replace(/^\+62/, '0');
}
