import { rupiah } from '@angkutan/money';
import { describe, expect, it } from 'vitest';
import { after, failed, held, inProcess, NOW, requested, settled } from './cash-out.samples.ts';
import { type CashOut, evolve } from './cash-out.ts';
import { decideAnswer, decideOutcome } from './decide.ts';

const open = [after(requested, held), after(requested, held, inProcess)] as const;
const ended = [after(requested, held, settled), after(requested, held, failed)] as const;

describe('the wallet’s answer', () => {
  const fundsHeld = { type: 'FUNDS_HELD', holdId: 'h1', amount: rupiah(102_500) } as const;

  it('that the money is held lets the payout go out, under the cash-out’s own id', () => {
    expect(decideAnswer(after(requested), fundsHeld)).toEqual([held]);
  });

  it('that too little is held fails it before anything is sent, and calls an operator', () => {
    const short = { ...fundsHeld, amount: rupiah(102_499) };
    expect(decideAnswer(after(requested), short)).toMatchObject([
      { type: 'FAILED', reason: 'HOLD_TOO_SMALL' },
      { type: 'ALERTED', reason: 'AKT_HOLD_TOO_SMALL' },
    ]);
  });

  it('that it refuses fails it by the wallet’s reason', () => {
    const answer = { type: 'FUNDS_REFUSED', reason: 'INSUFFICIENT_FUNDS' } as const;
    expect(decideAnswer(after(requested), answer)).toMatchObject([
      { type: 'FAILED', reason: 'INSUFFICIENT_FUNDS' },
    ]);
  });

  it('that came before means nothing the second time', () => {
    const refused = { type: 'FUNDS_REFUSED', reason: 'INSUFFICIENT_FUNDS' } as const;
    for (const cashOut of [...open, ...ended]) expect(decideAnswer(cashOut, fundsHeld)).toEqual([]);
    for (const cashOut of ended) expect(decideAnswer(cashOut, refused)).toEqual([]);
  });

  it('that a failed one’s money is back is a line of the story, told once', () => {
    const released = { type: 'FUNDS_RELEASED', amount: rupiah(102_500) } as const;
    const told = { type: 'FUNDS_RELEASED', amount: rupiah(102_500) } as const;
    const [, lost] = ended;
    expect(decideAnswer(lost, released)).toEqual([told]);
    expect(decideAnswer(evolve(lost, told, NOW), released)).toEqual([]);
  });

  it('that the money is gone while it may be leaving calls an operator', () => {
    const released = { type: 'FUNDS_RELEASED', amount: rupiah(102_500) } as const;
    for (const cashOut of open) {
      expect(decideAnswer(cashOut, released)).toMatchObject([{ reason: 'AKT_HOLD_LOST' }]);
    }
  });
});

describe('KasPro’s word', () => {
  const takenOn = { type: 'TAKEN_ON', providerReference: 'K1' } as const;
  const withCode = { ...takenOn, sealedCode: 'sealed', expiresAt: NOW } as const;

  it('that it has taken it on is told once', () => {
    expect(decideOutcome(open[0], takenOn)).toEqual([inProcess]);
    for (const cashOut of [open[1], ...ended]) expect(decideOutcome(cashOut, takenOn)).toEqual([]);
  });

  it('brings the code for the till with it, or later, once', () => {
    const [first] = decideOutcome(open[0], withCode);
    expect(first).toEqual({ ...inProcess, sealedCode: 'sealed', expiresAt: NOW });
    const [later] = decideOutcome(open[1], withCode);
    expect(later).toEqual({ type: 'CODE_ISSUED', sealedCode: 'sealed', expiresAt: NOW });
    if (!later) throw new Error('nothing');
    expect(decideOutcome(evolve(open[1], later, NOW), withCode)).toEqual([]);
  });

  it('that it was done settles it, also straight from HELD', () => {
    const done = { type: 'SETTLED', providerReference: 'K1', serviceFee: rupiah(2_500) } as const;
    for (const cashOut of open) expect(decideOutcome(cashOut, done)).toEqual([settled]);
  });

  it('that it was done after all reports what left, amount and fee, and changes no status', () => {
    const [, lost] = ended;
    const late = {
      type: 'LATE_SUCCESS',
      providerReference: 'K0',
      serviceFee: rupiah(3_000),
    } as const;
    const [event] = decideOutcome(lost, late);
    expect(event).toEqual({ type: 'LATE_SUCCESS', amount: 103_000n });
    if (!event) throw new Error('nothing');
    expect(evolve(lost, event, NOW).status).toBe('FAILED');
    expect(decideOutcome(lost, { ...late, serviceFee: undefined })).toEqual([
      { type: 'LATE_SUCCESS', amount: 102_500n },
    ]);
  });
});

describe('an attempt that was given up for another, and paid out after all', () => {
  const late = {
    type: 'LATE_SUCCESS',
    providerReference: 'K0',
    serviceFee: rupiah(2_500),
  } as const;
  const earlier = { providerReference: 'K0', serviceFee: 2_500n };

  it('settles the cash-out when the other fails: the money has left', () => {
    for (const cashOut of open) {
      const [kept] = decideOutcome(cashOut, late);
      expect(kept).toEqual({ type: 'PAID_EARLIER', earlier });
      if (!kept) throw new Error('nothing');
      const refused = { type: 'FAILED', reason: 'PROVIDER_REFUSED', detail: '' } as const;
      expect(decideOutcome(evolve(cashOut, kept, NOW), refused)).toEqual([
        { type: 'SETTLED', ...earlier },
      ]);
    }
  });

  it('is told as paid twice when the other had settled it', () => {
    expect(decideOutcome(ended[0], late)).toEqual([{ type: 'PAID_TWICE', amount: 102_500n }]);
  });
});

describe('a cash-out that has ended', () => {
  it('keeps no code for the till', () => {
    const waiting: CashOut = evolve(
      after(requested, held),
      { type: 'IN_PROCESS', providerReference: 'K1', sealedCode: 'sealed', expiresAt: NOW },
      NOW,
    );
    expect(waiting).toMatchObject({ sealedCode: 'sealed' });
    for (const end of [settled, failed]) {
      expect(evolve(waiting, end, NOW)).not.toHaveProperty('sealedCode');
    }
  });

  it('ends no second time', () => {
    for (const cashOut of ended) {
      for (const end of [settled, failed, held, inProcess]) {
        expect(() => evolve(cashOut, end, NOW)).toThrow('AKT_CASH_OUT_EDGE');
      }
    }
  });
});
