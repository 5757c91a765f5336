import { REFUSALS } from '@angkutan/kaspro';
import type { Drill } from './drill.ts';
import { codeFor, registered, registrationOf, somebody, tokenFor, upgraded } from './people.ts';
import { CARELESS, refusing, type Say } from './talkative-kaspro.ts';

/** Enough failures at once to open a breaker, tried so often where the machine is slow. */
const FAILURES = 30;
const ROUNDS = 5;

/** The four calls that KasPro is asked for, while it answers so. */
async function everyCall(
  drill: Drill,
  customerId: string,
  misbehave: () => Promise<void>,
): Promise<void> {
  const [fresh, proving, nobody] = [somebody(drill), somebody(drill), somebody(drill)];
  const verificationToken = await tokenFor(drill, fresh);
  const otp = await codeFor(drill, proving);
  await misbehave();
  await drill.ask('/v1/otp', { body: { mobileNumber: nobody.mobileNumber } });
  await drill.ask('/v1/otp/validate', { body: { mobileNumber: proving.mobileNumber, otp } });
  const headers = await drill.bearer('app', 'service');
  const body = registrationOf(fresh, verificationToken);
  // KasPro may have done it, and then the person learns of it.
  await drill.ask('/v1/customers', { body, headers, mayTell: true });
  await upgraded(drill, customerId);
  drill.kaspro.says(undefined);
  await drill.sandbox('/faults', 'DELETE');
}

/** KasPro repeats in its answers what it was told: on error pages, half answers, refusals. */
export async function carelessAnswers(drill: Drill): Promise<void> {
  const codes = [
    REFUSALS.INVALID_OTP,
    REFUSALS.TOO_MANY_ATTEMPTS,
    REFUSALS.EKYC_MISMATCH,
    REFUSALS.CUSTOMER_NOT_FOUND,
  ];
  const ways: readonly Say[] = [...Object.values(CARELESS), ...codes.map(refusing)];
  const customerId = await registered(drill, somebody(drill));
  for (const way of ways) await everyCall(drill, customerId, async () => drill.kaspro.says(way));
}

/** KasPro hangs up, says nothing, says half, or is not there. */
export async function brokenCalls(drill: Drill): Promise<void> {
  const customerId = await registered(drill, somebody(drill));
  for (const fault of ['act-then-reset', 'garbage', 'wrong-types', 'timeout', 'outage']) {
    await everyCall(drill, customerId, async () => {
      const rules = [{ operation: '*', fault, ms: 30_000 }];
      await drill.sandbox('/faults', 'PUT', { rules });
    });
  }
}

/** Breakers open, of codes and of registrations. */
export async function openBreakers(drill: Drill): Promise<void> {
  const waiting = somebody(drill);
  const verificationToken = await tokenFor(drill, waiting);
  await drill.sandbox('/faults', 'PUT', { rules: [{ operation: '*', fault: 'error-500' }] });
  const headers = await drill.bearer('app', 'service');
  let open = false;
  for (let round = 0; round < ROUNDS && !open; round += 1) {
    const numbers = Array.from({ length: FAILURES }, () => somebody(drill).mobileNumber);
    const asked = numbers.map((mobileNumber) => drill.ask('/v1/otp', { body: { mobileNumber } }));
    open = (await Promise.all(asked)).some(({ text }) => text.includes('OTP_UNAVAILABLE'));
  }
  if (!open) throw new Error('the breaker has not opened');
  await codeFor(drill, somebody(drill));
  const body = registrationOf(waiting, verificationToken);
  await drill.ask('/v1/customers', { body, headers });
  await drill.sandbox('/faults', 'DELETE');
}
