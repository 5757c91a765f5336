import { proveIdentity } from '@angkutan/local';
import { cashDesk } from '../cash-desk.ts';
import type { Platform } from '../platform.ts';
import { BANK_ACCOUNT } from '../world.ts';
import { BALANCE, newTrip, settle } from './rides.ts';
import { always, type End, type Flow, has, unlessRefused } from './scene.ts';

const MERCHANT =
  '26590013ID.KASPRO.WWW011893600812000000000102090000000010303UMI51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI520441215303360';
const STATIC_QRIS = `000201010211${MERCHANT}5802ID5913ANGKUTAN TEST6007JAKARTA61051011062070703A016304C623`;
/** Of 15,000, with a fixed tip of 2,000. */
const DYNAMIC_QRIS = `000201010212${MERCHANT}540515000550202560420005802ID5913ANGKUTAN TEST6007JAKARTA61051011062070703A016304A4FC`;

const failed = (reason: string, wallets: End['wallets']): End => ({
  shows: { status: 'FAILED', reason },
  wallets,
});

const qris = (name: string, body: object, whole: number): Flow => ({
  name,
  stage: async (platform) => {
    const payer = await platform.person('USER', BALANCE);
    return {
      people: [payer],
      struck: [payer.account],
      by: 'payout',
      act: () => paying(platform, '/v1/qris/payments', { ...body, customerId: payer.customerId }),
      ends: unlessRefused(
        {
          shows: { kind: 'QRIS', status: 'SETTLED', amount: whole },
          wallets: [has(payer, BALANCE - whole)],
        },
        failed('MERCHANT_BANK_OFFLINE', [has(payer, BALANCE)]),
      ),
    };
  },
});

/** Asks for a payment, and answers how it is read. */
async function paying(
  platform: Platform,
  path: string,
  body: object,
): Promise<() => Promise<object>> {
  const { paymentId } = await platform.ask<{ paymentId: string }>('payments', path, body);
  return () => platform.paymentOf(paymentId);
}

export const SENDING: readonly Flow[] = [
  {
    name: 'a tip, whole to the driver',
    stage: async (platform) => {
      const trip = await newTrip(platform);
      const { rideId, rider, driver } = trip;
      await settle(platform, trip);
      return {
        people: [rider, driver],
        struck: [rider.account],
        by: 'transfer',
        act: () =>
          paying(platform, '/v1/tips', { rideId, amount: 5_000, customerId: rider.customerId }),
        ends: unlessRefused(
          {
            shows: { kind: 'TIP', status: 'SETTLED', amount: 5_000 },
            wallets: [has(rider, 75_000), has(driver, 21_000)],
          },
          failed('PROVIDER_REFUSED', [has(rider, 80_000), has(driver, 16_000)]),
        ),
      };
    },
  },
  {
    name: 'money from one person to another',
    stage: async (platform) => {
      const [payer, payee] = await Promise.all([
        cashDesk(platform).someone('USER', BALANCE),
        platform.person('USER'),
      ]);
      const to = { toMobileNumber: payee.mobileNumber, note: 'makan siang' };
      return {
        people: [payer, payee],
        struck: [payer.account, payee.account],
        by: 'transfer',
        act: () =>
          paying(platform, '/v1/transfers', {
            ...to,
            amount: 30_000,
            customerId: payer.customerId,
          }),
        ends: unlessRefused(
          {
            shows: { kind: 'P2P', status: 'SETTLED', amount: 30_000 },
            wallets: [has(payer, 70_000), has(payee, 30_000)],
          },
          failed('PROVIDER_REFUSED', [has(payer, BALANCE), has(payee, 0)]),
        ),
      };
    },
  },
  qris('a static QRIS code', { qrContent: STATIC_QRIS, amount: 25_000 }, 25_000),
  qris('a dynamic QRIS code with a tip', { qrContent: DYNAMIC_QRIS }, 17_000),
  {
    name: 'a cash-out to a bank',
    stage: async (platform) => {
      const desk = cashDesk(platform);
      const person = await desk.someone('USER', 200_000);
      return {
        people: [person],
        struck: [person.account],
        by: 'payout',
        act: async () => {
          const cashOutId = await desk.ask(person, { ...BANK_ACCOUNT, amount: 100_000 });
          return () => desk.read(person, cashOutId);
        },
        ends: unlessRefused(
          { shows: { status: 'SETTLED', fee: 2_500 }, wallets: [has(person, 97_500)] },
          failed('BENEFICIARY_BANK_OFFLINE', [has(person, 200_000)]),
        ),
      };
    },
  },
];

export const COMING_IN: readonly Flow[] = [
  {
    name: 'a top-up over the limit, released by the upgrade',
    stage: async (platform) => {
      const person = await platform.person('USER');
      return {
        people: [person],
        struck: [person.account],
        by: 'callback',
        act: async () => {
          await platform.pay(person, 2_500_000);
          await proveIdentity(platform.stack, person.customerId);
          return () => platform.wallet(person);
        },
        ends: always({ shows: { tier: 'PREMIUM' }, wallets: [has(person, 2_500_000)] }),
      };
    },
  },
  {
    // Told late, the reversal comes before the credit that it takes back.
    name: 'a top-up that the store takes back',
    stage: async (platform) => {
      const person = await platform.person('USER', 10_000);
      return {
        people: [person],
        struck: [person.account],
        by: 'callback',
        act: async () => {
          const providerReference = await platform.pay(person, 50_000);
          await cashDesk(platform).sandbox('reversals', { providerReference });
          return () => platform.statement(person);
        },
        ends: always({
          shows: {
            lines: [{ amount: -50_000, balance: 10_000 }, { amount: 50_000 }, { amount: 10_000 }],
          },
          wallets: [has(person, 10_000)],
        }),
      };
    },
  },
];
