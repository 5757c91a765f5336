import { describe, expect, test } from 'vitest';
import { activePayment } from './ride.ts';
import {
  booked,
  cancelled,
  completed,
  fundsHeld,
  fundsRefused,
  fundsReleased,
  given,
  holdEnded,
  inShort,
  transferPosted,
} from './ride.samples.ts';

const HOLD = 'ride-1.ride.1';
const SILENCE = { accepted: true, events: [] };
const cash = completed({ paymentMethod: 'CASH' });
const fee = cancelled({ driverId: 'budi', cancellationFee: 8_000n });

describe('a booking', () => {
  test('holds the ceiling of a ride to be paid from the wallet', () => {
    const hold = given().when(booked({ goodsAmount: 0n, promoDiscount: 6_000n }));
    expect(inShort(hold)).toEqual(['RIDE_BOOKED', `REQUESTED ${HOLD} RIDE LATER 24000`]);
    expect(inShort(given().when(booked({ service: 'DELIVERY' })))[1]).toContain('DELIVERY LATER');
  });

  test('holds nothing of a ride to be paid in cash', () => {
    expect(inShort(given().when(booked({ paymentMethod: 'CASH' })))).toEqual(['RIDE_BOOKED']);
  });

  test('holds nothing when the ride has ended', () => {
    expect(inShort(given(completed()).when(booked()))).toEqual(['RIDE_BOOKED']);
    expect(inShort(given(cancelled()).when(booked()))).toEqual(['RIDE_BOOKED']);
  });

  test('is done already when it is told again, even after a refusal', () => {
    expect(given(booked()).when(booked())).toEqual(SILENCE);
    expect(given(booked(), fundsRefused(HOLD)).when(booked())).toEqual(SILENCE);
  });
});

describe('a completion from the wallet', () => {
  test('captures the hold', () => {
    expect(inShort(given(booked(), fundsHeld(HOLD)).when(completed({ tolls: 1_000n })))).toEqual([
      'RIDE_COMPLETED 26000',
      `CAPTURE_ORDERED ${HOLD} 26000`,
    ]);
  });

  test('waits for an open hold, and captures when the funds are held', () => {
    const waiting = given(booked());
    expect(inShort(waiting.when(completed()))).toEqual(['RIDE_COMPLETED 25000']);
    expect(inShort(given(booked(), completed()).when(fundsHeld(HOLD)))).toEqual([
      `HELD ${HOLD} 30000`,
      `CAPTURE_ORDERED ${HOLD} 25000`,
    ]);
  });

  test('is charged anew, at once, when the hold it waits for is refused', () => {
    expect(inShort(given(booked(), completed()).when(fundsRefused(HOLD)))).toEqual([
      `FAILED ${HOLD} INSUFFICIENT_FUNDS`,
      'REQUESTED ride-1.ride.2 RIDE NOW 25000',
    ]);
  });

  test('is charged anew when the hold was refused or expired before', () => {
    for (const end of [fundsRefused(HOLD), fundsReleased(HOLD)]) {
      const before = end.type === 'FUNDS_RELEASED' ? [fundsHeld(HOLD), end] : [end];
      expect(inShort(given(booked(), ...before).when(completed()))).toEqual([
        'RIDE_COMPLETED 25000',
        'REQUESTED ride-1.ride.2 RIDE NOW 25000',
      ]);
    }
  });

  test('is charged anew when the hold expires ahead of the capture', () => {
    const ordered = given(booked(), fundsHeld(HOLD), completed());
    for (const end of [fundsReleased(HOLD), holdEnded(HOLD)]) {
      expect(inShort(ordered.when(end))).toEqual([
        `VOIDED ${HOLD} HOLD_EXPIRED`,
        'REQUESTED ride-1.ride.2 RIDE NOW 25000',
      ]);
    }
  });

  test('holds and captures in one when there was no booking', () => {
    expect(inShort(given().when(completed()))[1]).toBe('REQUESTED ride-1.ride.1 RIDE NOW 25000');
  });

  test('pays nothing again, whatever the event is called', () => {
    for (const before of [
      given(completed()),
      given(booked(), fundsHeld(HOLD), completed()),
      given(booked(), fundsHeld(HOLD), completed(), transferPosted(HOLD)),
    ]) {
      expect(before.when(completed())).toEqual(SILENCE);
    }
  });

  test('raises an alert once when it is told differently', () => {
    const other = completed({ fare: 26_000n });
    expect(inShort(given(completed()).when(other))).toEqual([
      'RIDE_ALERTED AKT_RIDE_TOLD_DIFFERENTLY',
    ]);
    expect(given(completed(), other).when(other)).toEqual(SILENCE);
  });
});

describe('a completion in cash', () => {
  test('charges the driver the commission', () => {
    const decision = given().when(cash);
    expect(inShort(decision)[1]).toBe('REQUESTED ride-1.cash.1 CASH_COMMISSION NOW 5000');
    expect(decision.accepted && decision.events[1]).toMatchObject({ payerId: 'budi' });
  });

  test('voids a hold, and waits for an open one', () => {
    const both = [
      `VOID_ORDERED ${HOLD} PAID_IN_CASH`,
      'REQUESTED ride-1.cash.1 CASH_COMMISSION NOW 5000',
    ];
    expect(inShort(given(booked(), fundsHeld(HOLD)).when(cash)).slice(1)).toEqual(both);
    expect(inShort(given(booked()).when(cash))).toEqual(['RIDE_COMPLETED 5000']);
    expect(inShort(given(booked(), cash).when(fundsHeld(HOLD))).slice(1)).toEqual(both);
    expect(inShort(given(booked(), cash).when(fundsRefused(HOLD))).slice(1)).toEqual([both[1]]);
  });

  test('charges nothing more when its hold comes back', () => {
    const ordered = given(booked(), fundsHeld(HOLD), cash);
    expect(inShort(ordered.when(fundsReleased(HOLD)))).toEqual([`VOIDED ${HOLD} PAID_IN_CASH`]);
    expect(activePayment(ordered.state)?.paymentId).toBe('ride-1.cash.1');
  });
});

describe('a cancellation', () => {
  test('voids the hold when it costs nothing', () => {
    expect(inShort(given(booked(), fundsHeld(HOLD)).when(cancelled()))).toEqual([
      'RIDE_CANCELLED 0',
      `VOID_ORDERED ${HOLD} RIDE_CANCELLED`,
    ]);
  });

  test('takes its fee from the hold', () => {
    const decision = given(booked(), fundsHeld(HOLD)).when(fee);
    expect(inShort(decision)[1]).toBe(`CAPTURE_ORDERED ${HOLD} 8000`);
  });

  test('waits for an open hold', () => {
    expect(inShort(given(booked()).when(fee))).toEqual(['RIDE_CANCELLED 8000']);
    expect(inShort(given(booked(), fee).when(fundsHeld(HOLD)))[1]).toBe(
      `CAPTURE_ORDERED ${HOLD} 8000`,
    );
    expect(inShort(given(booked(), cancelled()).when(fundsHeld(HOLD)))[1]).toContain(
      'VOID_ORDERED',
    );
    expect(inShort(given(booked(), cancelled()).when(fundsRefused(HOLD)))).toHaveLength(1);
  });

  test('charges its fee at once when there is no hold', () => {
    const request = 'REQUESTED ride-1.cancel.1 CANCELLATION NOW 8000';
    expect(inShort(given().when(fee))[1]).toBe(request);
    expect(inShort(given(booked(), fee).when(fundsRefused(HOLD)))[1]).toBe(request);
    const ordered = given(booked(), fundsHeld(HOLD), fee);
    expect(inShort(ordered.when(fundsReleased(HOLD)))[1]).toBe(request);
  });

  test('is only recorded when there is neither hold nor fee', () => {
    expect(inShort(given().when(cancelled()))).toEqual(['RIDE_CANCELLED 0']);
    expect(given(cancelled()).when(cancelled())).toEqual(SILENCE);
  });

  test('and a completion contradict each other: the first wins, the other raises an alert once', () => {
    const alert = ['RIDE_ALERTED AKT_RIDE_COMPLETED_AND_CANCELLED'];
    expect(inShort(given(completed()).when(fee))).toEqual(alert);
    expect(inShort(given(booked(), cancelled()).when(completed()))).toEqual(alert);
    expect(given(completed(), fee).when(fee)).toEqual(SILENCE);
  });
});
