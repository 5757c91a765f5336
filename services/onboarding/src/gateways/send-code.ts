// Has KasPro send a code. Where KasPro sends codes to numbers that it knows alone
// (KASPRO_REGISTER_FIRST), a number that it does not know is registered there before.
import { setTimeout as delay } from 'node:timers/promises';
import type { PlaceholderBook, Provider, SendCode } from '../domain/ports.ts';
import { ensureKnown } from './ensure-known.ts';

/** Registering takes KasPro a call more; the answer waits for so long in any case, and does not tell. */
const REGISTER_FIRST_ANSWER_MIN_MS = 1_000;

export interface SendCodeParts {
  readonly provider: Provider;
  readonly placeholders: PlaceholderBook;
  readonly registerFirst: boolean;
}

export function createSendCode({ provider, placeholders, registerFirst }: SendCodeParts): SendCode {
  if (!registerFirst) return ({ mobileNumber }) => provider.sendOtp(mobileNumber);
  const sendTo: SendCode = async ({ mobileNumber, phoneHash }) => {
    const opened = await ensureKnown({ placeholders, provider }, mobileNumber, phoneHash);
    if (opened.status === 'open') return provider.sendOtp(mobileNumber);
    return opened.status === 'refused' ? opened : { ...opened, status: 'not-done' };
  };
  return async (number) => {
    const [answer] = await Promise.all([sendTo(number), delay(REGISTER_FIRST_ANSWER_MIN_MS)]);
    return answer;
  };
}
