import { describe, expect, it } from 'vitest';
import {
  factsIn,
  idsIn,
  type KnownEvent,
  ledTo,
  related,
  type Step,
  stepOf,
  told,
  withLate,
} from './story.ts';

const event = (changes: Partial<KnownEvent> = {}): KnownEvent => ({
  eventId: 'e-1',
  type: 'PaymentRequested',
  topic: 'angkutan.payments',
  partition: 2,
  offset: 7,
  at: new Date('2026-11-22T10:00:00Z'),
  source: 'angkutan/payments',
  traceId: 't-1',
  about: ['ride-1.ride', 'ride-1'],
  whom: ['c-1'],
  facts: { amount: 15_000 },
  ...changes,
});

describe('the ids of an event', () => {
  it('are what it is about, the ride of a payment too, and apart from them whom it is of', () => {
    const data = {
      paymentId: 'ride-1.ride',
      payerId: 'c-1',
      partnerReferences: ['R1', 'R2'],
      splits: [{ walletId: 'c-2:DRIVER', amount: 1n }],
    };
    expect(idsIn(data)).toEqual({
      about: ['ride-1.ride', 'ride-1', 'R1', 'R2'],
      whom: ['c-1', 'c-2:DRIVER'],
    });
  });
});

describe('the facts of an event', () => {
  it('are its plain values, without what is sealed, hashed or told elsewhere', () => {
    const data = {
      eventId: 'e',
      occurredAt: 1,
      phoneHash: 'h',
      sealedAccount: Buffer.from('x'),
      amount: 5n,
      role: 'USER',
    };
    expect(factsIn(data)).toEqual({ amount: 5, role: 'USER' });
  });
});

describe('a story', () => {
  it('follows what an event is about, from any of its ids', () => {
    expect(related([event()], 'ride-1')).toEqual(['ride-1.ride', 'ride-1']);
    expect(related([event()], 'e-1')).toEqual(['ride-1.ride', 'ride-1']);
    expect(related([event()], 't-1')).toEqual(['ride-1.ride', 'ride-1']);
  });

  it('of a customer is not followed into everybody else’s', () => {
    expect(related([event()], 'c-1')).toEqual([]);
  });

  it('is told in the order of time, an event before the postings that it caused', () => {
    const first = stepOf(event());
    const posting = { ...first, kind: 'posting' as const };
    const later = stepOf(event({ at: new Date('2026-11-22T10:00:01Z') }));
    expect(told([later, posting, first])).toEqual([first, posting, later]);
    expect(first).toMatchObject({
      service: 'payments',
      title: 'PaymentRequested',
      offset: 7,
      facts: { traceId: 't-1' },
    });
  });
});

describe('what services know', () => {
  const call: Step = {
    at: '2026-11-22T10:00:00Z',
    kind: 'call',
    service: 'wallet',
    title: 'DUE CONFIRMED',
    facts: { requestId: 'ride-1.ride', reference: 'ride-1.ride.t1', outcome: 'OK' },
  };
  const callback: Step = {
    ...call,
    at: '2026-11-22T10:00:09Z',
    kind: 'callback',
    facts: { partnerReference: 'ride-1.ride.t1' },
  };

  it('leads from KasPro’s name of a transfer to the ride that it is of', () => {
    expect(ledTo([call])).toEqual(['ride-1.ride', 'ride-1', 'ride-1.ride.t1']);
  });

  it('tells a callback as late when the transfer had ended before it', () => {
    expect(withLate([call, callback])[1]?.facts['came']).toBe('LATE');
    const open = { ...call, facts: { ...call.facts, outcome: 'UNKNOWN TIMEOUT' } };
    expect(withLate([open, callback])[1]?.facts['came']).toBeUndefined();
    const early = { ...callback, at: '2026-11-22T09:59:59Z' };
    expect(withLate([early, call])[0]?.facts['came']).toBeUndefined();
  });
});
