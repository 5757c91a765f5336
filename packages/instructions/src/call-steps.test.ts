import { rupiah } from '@angkutan/money';
import { describe, expect, it } from 'vitest';
import { callSteps } from './call-steps.ts';
import { type Instruction, ready } from './index.ts';

const T0 = new Date('2026-11-22T10:00:00Z');
const later = (ms: number): Date => new Date(T0.getTime() + ms);
const order = { reference: 'r', requestId: 'p', purpose: 'DUE', from: 'escrow', to: 'd:driver' };
const sent: Instruction = {
  ...ready({ ...order, amount: rupiah(1_000) }, T0),
  status: 'CONFIRMED',
  sentAt: T0,
};
const send = { doing: 'SEND', at: later(1), ms: 120, outcome: 'UNKNOWN TIMEOUT' } as const;
const ask = { doing: 'ENQUIRE', at: later(5_000), ms: 7, httpStatus: 200, outcome: 'OK' } as const;
const told = (one: Instruction) =>
  callSteps([one]).map(({ at, title, facts }) => [
    at,
    title,
    facts['latencyMs'],
    facts['httpStatus'],
  ]);

describe('the calls of a transfer in a story', () => {
  it('are each a step with its latency, and its HTTP status where one is known; the last sending says what became of the transfer', () => {
    const first = { ...send, outcome: 'NOT_DONE' };
    const again = { ...send, at: later(2_000) };
    expect(told({ ...sent, sentAt: later(2_000), calls: [first, again, ask] })).toEqual([
      [later(1), 'DUE NOT_DONE', 120, undefined],
      [later(2_000), 'DUE CONFIRMED', 120, undefined],
      [later(5_000), 'DUE ENQUIRY OK', 7, 200],
    ]);
  });

  it('have the one that nobody has answered yet', () => {
    expect(told({ ...sent, status: 'SENDING' })).toEqual([
      [T0, 'DUE SENDING', undefined, undefined],
    ]);
    expect(callSteps([ready({ ...order, amount: rupiah(1) }, T0)])).toEqual([]);
  });
});
