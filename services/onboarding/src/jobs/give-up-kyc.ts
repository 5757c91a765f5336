import { metrics } from '@angkutan/telemetry';
import { Gauge } from 'prom-client';
import { KYC_ASKING_MAX_MS } from '../domain/decide-kyc.ts';
import type { KycBook } from '../domain/ports.ts';

const BATCH_MAX = 50;

const waiting = new Gauge({
  name: 'angkutan_onboarding_kyc_reviews',
  help: 'Identities that wait for the decision of a person',
  registers: [metrics],
});
const oldest = new Gauge({
  name: 'angkutan_onboarding_kyc_oldest_review_seconds',
  help: 'How long the oldest of them has waited',
  registers: [metrics],
});

/**
 * One run of the sweep: photos whose process died before it could tell go to review, so that no
 * unknown is lost; and the reviews that wait are counted. Answers whether there may be more.
 */
export async function giveUpKyc(kyc: KycBook, now: Date): Promise<boolean> {
  const until = new Date(now.getTime() - KYC_ASKING_MAX_MS);
  const unheard = await kyc.unheard(until, BATCH_MAX);
  for (const customerId of unheard) await kyc.change({ type: 'GiveUpKyc', customerId });
  const { total, reviews } = await kyc.reviews(1);
  waiting.set(total);
  oldest.set(reviews[0] ? (now.getTime() - reviews[0].since.getTime()) / 1_000 : 0);
  return unheard.length === BATCH_MAX;
}
