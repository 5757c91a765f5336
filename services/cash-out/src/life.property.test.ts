import { ENQUIRY_PAUSES_MS, type Policy, type Signal } from '@angkutan/instructions';
import type { Draft } from '@angkutan/events';
import { rupiah } from '@angkutan/money';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decideEvent } from './consumers/consumed.ts';
import { decideSignal } from './decide-signal.ts';
import { after, ANI, NOW, requested, toBank } from './domain/cash-out.samples.ts';
import { NOTHING } from './verdict.ts';
import { applyChange, type Situation, type WorkingSet } from './working-set.ts';

const policy: Policy = {
  processingWindowMs: 900_000,
  enquiryPausesMs: ENQUIRY_PAUSES_MS,
  manualAfterMs: 86_400_000,
  takesFee: true,
};
const { cashOutId } = toBank;
const stamp = { eventId: 'e', occurredAt: NOW.getTime() };
const ofWallet = { ...stamp, requestId: cashOutId, customerId: 'ani' };
const report = {
  ...stamp,
  type: 'BANK_TRANSFER',
  providerReference: 'K1',
  code: 0,
  message: '',
  amount: 100_000n,
};

type Step =
  | { readonly of: 'signal'; readonly signal: Signal }
  | { readonly of: 'event'; readonly event: Parameters<typeof decideEvent>[0] };
const signal = (one: Signal): Step => ({ of: 'signal', signal: one });
const callback = (outcome: string, code: number, serviceFee: bigint): Step => ({
  of: 'event',
  event: {
    type: 'ProviderTransactionReported',
    data: { ...report, partnerReference: cashOutId, outcome, code, serviceFee },
  },
});

const STEPS: readonly Step[] = [
  {
    of: 'event',
    event: {
      type: 'FundsHeld',
      data: { ...ofWallet, holdId: 'h', amount: 102_500n, partnerReferences: [] },
    },
  },
  {
    of: 'event',
    event: {
      type: 'FundsRefused',
      data: { ...ofWallet, amount: 102_500n, reason: 'INSUFFICIENT_FUNDS' },
    },
  },
  {
    of: 'event',
    event: { type: 'FundsReleased', data: { ...ofWallet, holdId: 'h', amount: 102_500n } },
  },
  callback('SUCCESS', 0, 2_500n),
  callback('SUCCESS', 0, 0n),
  callback('FAILED', 130_003, 0n),
  callback('EXPIRED', 130_004, 0n),
  signal({ type: 'in-process', providerReference: 'K1', serviceFee: rupiah(2_500) }),
  signal({ type: 'in-process', withdrawalCode: 'sealed' }),
  signal({ type: 'unknown', cause: 'TIMEOUT' }),
  signal({ type: 'absent' }),
  signal({ type: 'still-open' }),
  signal({ type: 'not-done', retryAfterMs: 10 }),
  signal({ type: 'ok', serviceFee: rupiah(2_500) }),
  signal({ type: 'refused', code: 130_002, message: 'no such account' }),
];

/** Plays a step as the service would, claims included; answers what it publishes. */
function play(set: WorkingSet, step: Step, now: Date): readonly Draft[] {
  const verdict = verdictOn(step, { set, now, policy });
  if (verdict.status !== 'done') throw new Error(`it was ${verdict.status}`);
  for (const change of verdict.changes) applyChange(set, change);
  // A worker claims whatever is ready.
  const ready = [...set.instructions.values()].filter(({ status }) => status === 'READY');
  for (const one of ready) {
    set.instructions.set(one.reference, { ...one, status: 'SENDING', sentAt: now });
  }
  return verdict.publish;
}

/** A signal is about the latest attempt, as a worker's is; a callback names the first. */
function verdictOn(step: Step, situation: Situation) {
  if (step.of === 'event') return decideEvent(step.event, situation);
  const sent = [...situation.set.instructions.values()].at(-1);
  return sent ? decideSignal(sent, step.signal, situation) : NOTHING;
}

it('a cash-out ends at most once, releases and settles never both, and no success goes unheard', () => {
  const story = fc.array(fc.tuple(fc.constantFrom(...STEPS), fc.integer({ min: 0, max: 1_000 })), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(story, (steps) => {
      const set: WorkingSet = {
        cashOuts: new Map([[cashOutId, after(requested)]]),
        customers: new Map([['ani', ANI]]),
        instructions: new Map(),
        rules: [],
        approvals: new Map(),
        audit: [],
      };
      let now = NOW;
      const told: string[] = [];
      for (const [step, seconds] of steps) {
        now = new Date(now.getTime() + seconds * 1_000);
        told.push(...play(set, step, now).map(({ type }) => type));
      }
      const count = (type: string): number => told.filter((one) => one === type).length;
      expect(count('CashOutSettled') + count('CashOutFailed')).toBeLessThanOrEqual(1);
      expect(count('CashOutSubmitted')).toBeLessThanOrEqual(1);
      const statuses = [...set.instructions.values()].map(({ status }) => status);
      const paid = statuses.filter((one) => one === 'CONFIRMED' || one === 'LATE_SUCCESS').length;
      // Whoever was paid is heard: by the settlement, or by a late success after a failure.
      if (count('CashOutSettled') === 1) expect(paid).toBeGreaterThan(0);
      if (count('CashOutFailed') === 1) expect(count('LateSuccessReported')).toBe(paid);
      const ended = set.cashOuts.get(cashOutId)?.status;
      expect(ended === 'SETTLED').toBe(count('CashOutSettled') === 1);
      expect(ended === 'FAILED').toBe(count('CashOutFailed') === 1);
    }),
    { numRuns: 3_000 },
  );
});
