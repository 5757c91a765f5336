import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answersTo, aRide, booked, cancelled, completed, walletOpened } from './events.ts';
import { paymentsUnderTest, type Keyed, type PaymentsUnderTest } from './payments-under-test.ts';

const RIDES = 60;

let payments: PaymentsUnderTest;
beforeAll(async () => {
  payments = await paymentsUnderTest({ instances: 2 });
  await payments.send(walletOpened('ani', 'USER'), walletOpened('budi', 'DRIVER'));
});
afterAll(() => payments?.close());

/** Answers every request as it comes, each answer twice, until all of the rides are final. */
async function playWallet(isFinal: () => boolean): Promise<void> {
  let answered = 0;
  await eventually(
    async () => {
      const requests = payments.published().slice(answered);
      answered += requests.length;
      const answers = requests.flatMap(answersTo);
      await payments.send(...answers, ...answers);
      return isFinal();
    },
    { within: 25_000 },
  );
}

const ends = (type: string): string[] =>
  payments
    .published()
    .filter((event) => event.type === type)
    .map(({ data }) => data.paymentId);

test('two instances, every event twice, the wallet’s answers in between: each ride is paid once', async () => {
  const rides = Array.from({ length: RIDES }, aRide);
  const facts = rides.flatMap((ride, at): Keyed[] => {
    if (at % 3 === 0) return [completed(ride), booked(ride)];
    return at % 3 === 1 ? [booked(ride), completed(ride)] : [booked(ride), cancelled(ride)];
  });
  await payments.send(...facts, ...facts);
  const paid = (RIDES / 3) * 2;
  await playWallet(
    () => ends('PaymentSettled').length >= paid && ends('PaymentVoided').length >= RIDES - paid,
  );

  expect(new Set(ends('PaymentSettled')).size).toBe(paid);
  expect(ends('PaymentSettled')).toHaveLength(paid);
  expect(ends('PaymentRequested')).toHaveLength(RIDES);
  expect(ends('PaymentVoided')).toHaveLength(RIDES - paid);
  const stored = await payments.database.rows('payments');
  const byStatus = Map.groupBy(stored, ({ status }) => status);
  expect(byStatus.get('SETTLED')).toHaveLength(paid);
  expect(byStatus.get('VOIDED')).toHaveLength(RIDES - paid);
  expect(stored).toHaveLength(RIDES);
});
