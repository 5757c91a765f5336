import { describe, expect, test } from 'vitest';
import { createCodec } from './codec.ts';
import { InvalidEventError, UndecodableError } from './errors.ts';
import type { AnyEvent } from './event.ts';
import { schemaOf } from './schemas.ts';

// Nothing listens on port 1, so whatever succeeds here needs no registry.
const codec = createCodec({ registryUrl: 'http://127.0.0.1:1' });
const settled: AnyEvent = {
  type: 'PaymentSettled',
  data: {
    eventId: 'event-1',
    occurredAt: 1_763_789_400_000,
    paymentId: 'ride-1.ride.1',
    kind: 'RIDE',
    reference: 'ride-1',
    payerId: 'rider-1',
    amount: 15_000n,
    splits: [{ walletId: 'driver-1:driver', amount: 15_000n, purpose: 'DRIVER_SHARE' }],
    providerReference: '',
    settledAt: 1_763_789_400_000,
    serviceFee: 0n,
  },
};

describe('encoding', () => {
  test('needs no registry, and remembers the schema it used', () => {
    const encoded = codec.encode(settled);
    expect(encoded.type).toBe('PaymentSettled');
    expect(encoded.fingerprint).toBe(schemaOf('PaymentSettled').fingerprint);
    expect(encoded.body.length).toBeGreaterThan(50);
  });

  test('names the fields that are wrong or missing, and never their values', () => {
    const split = { walletId: 'secret', amount: 0.5, purpose: 'DRIVER_SHARE' };
    const { payerId: _, ...rest } = settled.data;
    const broken = { type: settled.type, data: { ...rest, amount: 'secret', splits: [split] } };
    // @ts-expect-error: only data that the types refuse can be wrong here.
    const encode = () => codec.encode(broken);
    expect(encode).toThrow(InvalidEventError);
    expect(encode).toThrow('PaymentSettled: wrong or missing payerId, amount, splits.0.amount');
    expect(encode).not.toThrow(/secret/);
  });

  test('leaves out what the schema does not have, so that nothing private slips into a message', () => {
    const data = { ...settled.data, phoneNumber: '+62812' };
    const { body } = codec.encode({ type: 'PaymentSettled', data });
    expect(body.includes('+62812')).toBe(false);
    expect(body).toEqual(codec.encode(settled).body);
  });

  test.each([1, '1', null, undefined, 2n ** 63n])('refuses %s as an amount', (amount) => {
    const broken = { type: settled.type, data: { ...settled.data, amount } };
    // @ts-expect-error: the types refuse most of these as well.
    expect(() => codec.encode(broken)).toThrow('PaymentSettled: wrong or missing amount');
  });

  test('refuses a body that the broker would not take', () => {
    const data = { ...settled.data, reference: 'x'.repeat(1_000_001) };
    expect(() => codec.encode({ type: 'PaymentSettled', data })).toThrow(/bytes are more than/);
  });
});

describe('decoding', () => {
  test.each([
    ['nothing', null],
    ['an empty message', Buffer.alloc(0)],
    ['four bytes', Buffer.alloc(4)],
    ['JSON', Buffer.from('{"rideId": "ride-1"}')],
  ])('refuses %s at once as not in the wire format', (_, message) => {
    expect(() => codec.decode(message)).toThrow(UndecodableError);
    expect(() => codec.decode(message)).toThrow(/^NOT_WIRE_FORMAT/);
  });

  test('refuses a body over the limit before it asks for the schema', () => {
    expect(() => codec.decode(Buffer.alloc(1_000_006))).toThrow(/^BAD_BODY/);
  });
});
