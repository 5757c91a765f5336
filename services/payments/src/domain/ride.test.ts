import { describe, expect, test } from 'vitest';
import { activePayment, rideOf, type CaseEvent } from './ride.ts';
import type { Decision } from './facts.ts';
import {
  booked,
  cancelled,
  completed,
  debtCollected,
  fundsHeld,
  fundsRefused,
  fundsReleased,
  given,
  holdEnded,
  transferPosted,
} from './samples.ts';

const HOLD = 'ride-1.ride.1';
const SILENCE = { accepted: true, events: [] };
const cash = completed({ paymentMethod: 'CASH' });
const fee = cancelled({ driverId: 'budi', cancellationFee: 8_000n });

/** What a decision does, in short: each event's type with its payment, and what else matters to the rule. */
const inShort = (decision: Decision<CaseEvent>): string[] => {
  if (!decision.accepted) return [decision.rejection.code];
  return decision.events.map((event) => {
    const payment = 'paymentId' in event ? ` ${event.paymentId}` : '';
    const capture = event.type === 'REQUESTED' ? ` ${event.kind} ${event.capture}` : '';
    const amount = 'amount' in event && event.amount !== undefined ? ` ${event.amount}` : '';
    const reason = 'reason' in event && event.reason ? ` ${event.reason}` : '';
    return `${event.type}${payment}${capture}${amount}${reason}`;
  });
};

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

describe('the wallet’s answer', () => {
  test('settles a captured and a direct charge', () => {
    expect(inShort(given(completed()).when(transferPosted(HOLD)))).toEqual([`SETTLED ${HOLD}`]);
    const captured = given(booked(), fundsHeld(HOLD), completed(), transferPosted(HOLD));
    expect(activePayment(captured.state)).toMatchObject({
      status: 'SETTLED',
      amount: 25_000n,
      partnerReferences: [`ref-${HOLD}-hold`, `ref-${HOLD}-due`],
      rulesVersion: '2022-09',
    });
  });

  test('leaves what the rider lacks outstanding, until all of it is collected', () => {
    const short = given(completed(), transferPosted(HOLD, 9_000));
    expect(activePayment(short.state)).toMatchObject({
      status: 'OUTSTANDING',
      outstanding: 9_000n,
    });
    expect(inShort(short.when(debtCollected(HOLD, 4_000, 5_000)))).toEqual([
      `DEBT_COLLECTED ${HOLD} 4000`,
    ]);
    const less = given(completed(), transferPosted(HOLD, 9_000), debtCollected(HOLD, 4_000, 5_000));
    expect(inShort(less.when(debtCollected(HOLD, 5_000, 0)))).toEqual([
      `DEBT_COLLECTED ${HOLD} 5000`,
      `SETTLED ${HOLD}`,
    ]);
    expect(less.when(debtCollected(HOLD, 2_000, 7_000))).toEqual(SILENCE);
  });

  test('counts a debt that was collected before the transfer was told', () => {
    const early = given(completed(), debtCollected(HOLD, 9_000, 0));
    expect(inShort(early.when(transferPosted(HOLD, 9_000)))).toEqual([`SETTLED ${HOLD}`]);
  });

  test('tells once that the rest of a hold was returned', () => {
    const paid = given(booked(), fundsHeld(HOLD), completed(), transferPosted(HOLD));
    expect(inShort(paid.when(fundsReleased(HOLD, 5_000)))).toEqual([`REST_RETURNED ${HOLD} 5000`]);
    const told = [transferPosted(HOLD), fundsReleased(HOLD, 5_000)] as const;
    const returned = given(booked(), fundsHeld(HOLD), completed(), ...told);
    expect(returned.when(fundsReleased(HOLD, 5_000))).toEqual(SILENCE);
  });

  test('means nothing the second time', () => {
    const held = given(booked(), fundsHeld(HOLD));
    for (const late of [fundsHeld(HOLD), fundsRefused(HOLD)]) {
      expect(held.when(late)).toEqual(SILENCE);
    }
    const paid = given(booked(), fundsHeld(HOLD), completed(), transferPosted(HOLD));
    for (const late of [fundsHeld(HOLD), fundsRefused(HOLD), transferPosted(HOLD, 5)]) {
      expect(paid.when(late)).toEqual(SILENCE);
    }
    const refused = given(booked(), fundsRefused(HOLD));
    for (const late of [fundsHeld(HOLD), fundsReleased(HOLD), fundsRefused(HOLD)]) {
      expect(refused.when(late)).toEqual(SILENCE);
    }
  });

  test('means nothing when the request is not ours', () => {
    expect(given(booked()).when(fundsHeld('a-cash-out'))).toEqual(SILENCE);
  });

  test('raises an alert once when it tells of a transfer nobody asked for', () => {
    const alert = [`ALERTED ${HOLD} AKT_TRANSFER_UNEXPECTED`];
    expect(inShort(given(booked(), fundsHeld(HOLD)).when(transferPosted(HOLD)))).toEqual(alert);
    const refused = given(booked(), fundsRefused(HOLD), transferPosted(HOLD));
    expect(activePayment(refused.state)?.status).toBe('FAILED');
    expect(refused.when(transferPosted(HOLD))).toEqual(SILENCE);
  });

  test('fails a charge that the wallet must not refuse with an alert, and asks no third time', () => {
    const twice = given(booked(), completed(), fundsRefused(HOLD));
    expect(inShort(twice.when(fundsRefused('ride-1.ride.2', 'PROVIDER_REFUSED')))).toEqual([
      'FAILED ride-1.ride.2 PROVIDER_REFUSED',
      'ALERTED ride-1.ride.2 AKT_CHARGE_REFUSED',
    ]);
  });
});

test('the story of a ride is numbered across its payments', () => {
  const { state } = given(
    booked(),
    completed(),
    fundsRefused(HOLD),
    transferPosted('ride-1.ride.2'),
  );
  const story = [state.ride?.timeline ?? [], ...state.payments.map((one) => one.timeline)]
    .flat()
    .toSorted((a, b) => a.step - b.step);
  expect(story.map((entry) => entry.event)).toEqual([
    ...['RIDE_BOOKED', 'REQUESTED', 'RIDE_COMPLETED', 'FAILED', 'REQUESTED', 'SETTLED'],
  ]);
  expect(story.map((entry) => entry.step)).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a payment id names its ride, and other ids none', () => {
  expect(['r1.ride.1', 'r1.cash.1', 'a.ride.1.cancel.12'].map(rideOf)).toEqual([
    ...['r1', 'r1', 'a.ride.1'],
  ]);
  expect(['r1', 'r1.ride', 'r1.ride.0', '.ride.1', 'r1.tip.1'].map(rideOf)).toEqual(
    Array.from({ length: 5 }),
  );
});
