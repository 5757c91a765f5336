import { rupiah } from '@angkutan/money';
import { describe, expect, it } from 'vitest';
import { CALLS_KEPT_MAX } from './calls.ts';
import { ENQUIRY_PAUSES_MS, type Instruction, ready, receive, type Signal } from './index.ts';

const T0 = new Date('2026-11-22T00:00:00Z');
const policy = {
  processingWindowMs: 900_000,
  enquiryPausesMs: ENQUIRY_PAUSES_MS,
  manualAfterMs: 86_400_000,
};
const order = { reference: 'r', requestId: 'p', purpose: 'DUE', from: 'escrow', to: 'd:driver' };
const sending: Instruction = {
  ...ready({ ...order, amount: rupiah(16_000) }, T0),
  status: 'SENDING',
  sentAt: T0,
};
const sent = { doing: 'SEND', at: T0, ms: 120 } as const;
const asked = { doing: 'ENQUIRE', at: T0, ms: 7, httpStatus: 200 } as const;
const after = (before: Instruction, ...signals: Signal[]): Instruction =>
  signals.reduce((one, signal) => receive(one, signal, T0, policy).instruction, before);

describe('the calls of an instruction', () => {
  it('are kept with how long each took, its HTTP status where an answer came, and what it taught', () => {
    const { calls } = after(
      sending,
      { type: 'unknown', cause: 'TIMEOUT', made: sent },
      { type: 'still-open', made: asked },
      { type: 'still-open', cause: 'TIMEOUT', made: sent },
      { type: 'refused', code: 120_001, message: 'what KasPro wrote', made: asked },
    );
    expect(calls).toEqual([
      { ...sent, outcome: 'UNKNOWN TIMEOUT' },
      { ...asked, outcome: 'STILL_OPEN' },
      { ...sent, outcome: 'STILL_OPEN TIMEOUT' },
      { ...asked, outcome: 'REFUSED 120001' },
    ]);
  });

  it('have the answer that came after a callback had ended it', () => {
    const ended = after(sending, { type: 'ok' });
    expect(ended.calls).toBeUndefined();
    expect(after(ended, { type: 'ok', made: sent }).calls).toHaveLength(1);
  });

  it('stay few: the sending, and the latest', () => {
    const enquiries = Array.from({ length: 300 }, (_, ms): Signal => ({
      type: 'still-open',
      made: { ...asked, ms },
    }));
    const { calls = [] } = after(sending, { type: 'in-process', made: sent }, ...enquiries);
    expect(calls).toHaveLength(CALLS_KEPT_MAX);
    expect([calls[0]?.doing, calls[1]?.ms, calls.at(-1)?.ms]).toEqual(['SEND', 281, 299]);
  });
});
