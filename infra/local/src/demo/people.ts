import { randomInt } from 'node:crypto';
import { accountOf, TOP_UP_CHANNELS, topUpNumbers } from '@angkutan/kaspro';
import { until } from '../process/until.ts';
import type { Stack } from '../stack/start-stack.ts';
import { call, callUntilAnswered } from './http.ts';

export interface Person {
  readonly customerId: string;
  readonly role: 'USER' | 'DRIVER' | 'MERCHANT';
  /** In KasPro's form, `08…`. */
  readonly mobileNumber: string;
  /** The KasPro account on which this person's money lies. */
  readonly account: string;
}

const KNOWN_WITHIN_MS = 30_000;
const NUMBERS = 100_000_000;

/**
 * Registers somebody new the way an app does: a code by message, the code back, name and consent.
 * A driver or merchant also proves the identity, and is PREMIUM from then on: no others are paid.
 * With the number of somebody who is known it is the same person in a further role.
 */
export async function register(
  stack: Stack,
  role: Person['role'],
  name: string,
  number = unusedNumber(),
): Promise<Person> {
  const onboarding = onboardingOf(stack);
  const { mobileNumber, verificationToken } = await proveNumber(stack, number);
  const { terms, privacy } = await call<Record<'terms' | 'privacy', { version: string }>>({
    url: `${onboarding}/v1/consents`,
  });
  const consents = { terms: terms.version, privacy: privacy.version };
  const { customerId } = await call<{ customerId: string }>({
    url: `${onboarding}/v1/customers`,
    token: await asBackEnd(stack),
    body: { mobileNumber, name, role, consents, verificationToken },
  });
  if (role !== 'USER') await proveIdentity(stack, customerId);
  const kind = role === 'MERCHANT' ? 'MERCHANT' : 'SUBSCRIBER';
  return { customerId, role, mobileNumber, account: accountOf(kind, mobileNumber) };
}

const unusedNumber = (): string => `0812${String(randomInt(NUMBERS)).padStart(8, '0')}`;

/** Has a code sent to a number, by default one that nobody has used. */
export async function requestCode(
  stack: Stack,
  mobileNumber = unusedNumber(),
): Promise<{ mobileNumber: string; otp: string }> {
  await call({ url: `${onboardingOf(stack)}/v1/otp`, body: { mobileNumber } });
  return { mobileNumber, otp: await otpOf(stack, mobileNumber) };
}

/** Has such a number proven, so that it may be registered. */
export async function proveNumber(
  stack: Stack,
  number = unusedNumber(),
): Promise<{ mobileNumber: string; verificationToken: string }> {
  const body = await requestCode(stack, number);
  const url = `${onboardingOf(stack)}/v1/otp/validate`;
  const { verificationToken } = await call<{ verificationToken: string }>({ url, body });
  return { mobileNumber: body.mobileNumber, verificationToken };
}

export type TopUpWay = 'VIRTUAL_ACCOUNT' | 'MODERN_TRADE';

/** Pays into the person's virtual account, as at a bank. The money is there once KasPro has called back. */
export async function topUp(stack: Stack, person: Person, amount: number): Promise<void> {
  await payIn(stack, person, { amount, way: 'VIRTUAL_ACCOUNT' });
}

/** Pays in at a bank or a store; answers KasPro's reference of it. */
export async function payIn(
  stack: Stack,
  person: Person,
  { amount, way }: { readonly amount: number; readonly way: TopUpWay },
): Promise<string> {
  const channel = TOP_UP_CHANNELS.find((one) => one.channel === way);
  if (!channel || person.role === 'MERCHANT') throw new Error('AKT_NO_TOP_UP_CHANNEL');
  const role = person.role === 'USER' ? 'user' : 'driver';
  const number = topUpNumbers().numberFor(channel, role, person.mobileNumber);
  const { providerReference } = await call<{ providerReference: string }>({
    url: `${stack.kaspro.url}/sandbox/top-ups`,
    body: { number, amount, channel: channel.channel },
  });
  return providerReference;
}

/** Waits until the person's wallet is open, is of this tier or above, and holds at least so much. */
export async function untilHolds(
  stack: Stack,
  person: Person,
  amount: number,
  tier: 'BASIC' | 'PREMIUM' = person.role === 'USER' ? 'BASIC' : 'PREMIUM',
): Promise<void> {
  const token = await asBackEnd(stack);
  const wallet = stack.services.wallet[0]?.url ?? '';
  const url = `${wallet}/v1/wallets/${person.customerId}?role=${person.role}`;
  const ask = async (): Promise<true | undefined> => {
    const found = await call<{ available: number; tier: string }>({ url, token });
    const known = tier === 'BASIC' || found.tier === tier;
    return known && found.available >= amount ? true : undefined;
  };
  await until(ask, {
    what: `The wallet of ${person.customerId} holds ${amount}`,
    withinMs: KNOWN_WITHIN_MS,
  });
}

const PHOTO = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
    'base64',
  ),
);
const PHOTOS = ['ktpPhoto', 'selfiePhoto', 'selfieWithKtpPhoto'];

/**
 * Sends three photos, grey dots that the simulated KasPro takes for a card and a face. Only a few uploads are taken
 * in at once: who is told to come again does.
 */
export async function proveIdentity(stack: Stack, customerId: string): Promise<void> {
  const form = new FormData();
  for (const name of PHOTOS) form.append(name, new Blob([PHOTO], { type: 'image/png' }), name);
  await callUntilAnswered(async () => ({
    url: `${onboardingOf(stack)}/v1/customers/${customerId}/upgrade`,
    token: await asBackEnd(stack),
    form,
  }));
}

const onboardingOf = (stack: Stack): string => stack.services.onboarding[0]?.url ?? '';

/** The app's back end, which acts for the people who use the app. */
async function asBackEnd(stack: Stack): Promise<string> {
  return stack.token({ sub: 'demo', role: 'service' });
}

async function otpOf(stack: Stack, mobileNumber: string): Promise<string> {
  const url = `${stack.kaspro.url}/sandbox/messages?mobileNumber=${mobileNumber}`;
  const ask = async (): Promise<string | undefined> =>
    (await call<{ otp: string }[]>({ url }))[0]?.otp;
  return until(ask, { what: `A code comes to ${mobileNumber}`, withinMs: KNOWN_WITHIN_MS });
}
