import { describe, expect, test } from 'vitest';
import { activePayment, caseIdOf } from './ride.ts';
import {
  booked,
  completed,
  debtCollected,
  debtWrittenOff,
  fundsHeld,
  fundsRefused,
  fundsReleased,
  given,
  inShort,
  transferPosted,
} from './ride.samples.ts';

const HOLD = 'ride-1.ride.1';
const SILENCE = { accepted: true, events: [] };

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

  test('is settled when the rest of the debt is given up, and says how much nobody paid', () => {
    const owing = [
      completed(),
      transferPosted(HOLD, 9_000),
      debtCollected(HOLD, 4_000, 5_000),
    ] as const;
    expect(inShort(given(...owing).when(debtWrittenOff(HOLD, 5_000)))).toEqual([
      `DEBT_WRITTEN_OFF ${HOLD} 5000`,
      `SETTLED ${HOLD}`,
    ]);
    const settled = given(...owing, debtWrittenOff(HOLD, 5_000));
    expect(activePayment(settled.state)).toMatchObject({ status: 'SETTLED', writtenOff: 5_000n });
    expect(settled.when(debtWrittenOff(HOLD, 5_000))).toEqual(SILENCE);
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
  expect(story.map((entry) => entry.event)).toEqual(
    'RIDE_BOOKED REQUESTED RIDE_COMPLETED FAILED REQUESTED SETTLED'.split(' '),
  );
  expect(story.map((entry) => entry.step)).toEqual([1, 2, 3, 4, 5, 6]);
});

const KEY = 'AAAAAAAAAAAAAAAAAAAAAA';
const PART = 'AAAAAAAA';

test.each([
  ['r1.ride.1', 'r1'],
  ['r1.cash.1', 'r1'],
  ['a.ride.1.cancel.12', 'a.ride.1'],
  [`r1.tip.${PART}`, 'r1'],
  [`r1.ride.2.refund.${PART}`, 'r1'],
  [`r1.tip.${PART}.refund.${PART}`, 'r1'],
  [`p2p.${KEY}`, `p2p.${KEY}`],
  [`qris.${KEY}`, `qris.${KEY}`],
])('a payment id names its case: %s', (paymentId, caseId) => {
  expect(caseIdOf(paymentId)).toBe(caseId);
});

test.each([
  'r1',
  'r1.ride',
  'r1.ride.0',
  '.ride.1',
  'r1.tip.1',
  `p2p.${KEY}.refund.${PART}`,
  'co-1',
])('an id that is no payment names none: %s', (id) => {
  expect(caseIdOf(id)).toBeUndefined();
});
