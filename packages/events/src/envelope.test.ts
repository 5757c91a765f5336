import { describe, expect, test } from 'vitest';
import { fromHeaders, toHeaders } from './envelope.ts';

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const parts = {
  id: 'event-1',
  type: 'PaymentSettled',
  source: '/services/payments',
  occurredAt: Date.UTC(2025, 10, 22, 5, 30),
  key: 'ride-1.ride.1',
  traceparent: TRACE,
} as const;

describe('headers', () => {
  test('are CloudEvents in binary mode, and the trace', () => {
    expect(toHeaders(parts)).toEqual({
      ce_specversion: '1.0',
      ce_id: 'event-1',
      ce_type: 'id.angkutan.payments.v1.PaymentSettled',
      ce_source: '/services/payments',
      ce_time: '2025-11-22T05:30:00.000Z',
      ce_subject: 'ride-1.ride.1',
      'content-type': 'application/avro',
      traceparent: TRACE,
    });
    expect(toHeaders({ ...parts, traceparent: undefined })).not.toHaveProperty('traceparent');
  });

  test('are read back alike from text and from bytes', () => {
    const written = toHeaders(parts);
    const bytes = Object.fromEntries(
      Object.entries(written).map(([name, value]) => [name, Buffer.from(value)]),
    );
    const envelope = fromHeaders(written);
    expect(fromHeaders(bytes)).toEqual(envelope);
    expect(envelope).toEqual({
      id: 'event-1',
      type: 'id.angkutan.payments.v1.PaymentSettled',
      source: '/services/payments',
      time: '2025-11-22T05:30:00.000Z',
      subject: 'ride-1.ride.1',
      traceparent: TRACE,
    });
  });

  test('name everything that is missing, empty, repeated or endless', () => {
    expect(fromHeaders(undefined)).toEqual({
      missing: ['ce_specversion', 'ce_id', 'ce_type', 'ce_source'],
    });
    const broken = {
      ...toHeaders(parts),
      ce_id: '',
      ce_type: ['a', 'b'],
      ce_source: 'x'.repeat(513),
    };
    expect(fromHeaders(broken)).toEqual({ missing: ['ce_id', 'ce_type', 'ce_source'] });
  });

  test('may lack what CloudEvents lets a sender leave out', () => {
    const { ce_time, ce_subject, traceparent, ...required } = toHeaders(parts);
    expect([ce_time, ce_subject, traceparent]).not.toContain(undefined);
    expect(fromHeaders(required)).toEqual({
      id: 'event-1',
      type: 'id.angkutan.payments.v1.PaymentSettled',
      source: '/services/payments',
    });
  });

  test('lose a trace that is not well-formed, and nothing else', () => {
    const read = fromHeaders({ ...toHeaders(parts), traceparent: 'x'.repeat(55) });
    expect(read).toMatchObject({ id: 'event-1' });
    expect(read).not.toHaveProperty('traceparent');
  });
});
