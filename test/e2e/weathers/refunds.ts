import { eventually } from '@angkutan/testkit';
import { AFTER_A_FAULT, type Platform } from '../platform.ts';
import { BALANCE, delivered, newTrip, settle } from './rides.ts';
import { always, type Flow, has } from './scene.ts';

interface Refunds {
  readonly paymentId: string;
  readonly part: number;
  readonly bearer: 'PLATFORM' | 'PROPORTIONAL';
}

/** Gives a part back, and when that has ended, well or not, all that is left. */
async function refundInTwo(
  platform: Platform,
  { paymentId, part, bearer }: Refunds,
): Promise<() => Promise<object>> {
  const ask = async (body: object): Promise<string> => {
    const path = `/v1/payments/${paymentId}/refunds`;
    const asked = { ...body, bearer, reason: 'pesanan salah' };
    const refund = await platform.ask<{ paymentId: string }>('payments', path, asked);
    return refund.paymentId;
  };
  const first = await ask({ amount: part });
  await eventually(
    async () => ['SETTLED', 'FAILED'].includes((await platform.paymentOf(first)).status),
    AFTER_A_FAULT,
  );
  await ask({});
  return () => platform.paymentOf(paymentId);
}

/** In every weather: a part that was refused late is in the rest that is asked for afterwards. */
export const REFUNDS: readonly Flow[] = [
  {
    name: 'a refund in two parts, borne by the platform',
    stage: async (platform) => {
      const trip = await newTrip(platform);
      const { rider, driver } = trip;
      const paymentId = await settle(platform, trip);
      return {
        people: [rider, driver],
        struck: [rider.account, platform.stack.kaspro.accounts.corporate],
        by: 'transfer',
        act: () => refundInTwo(platform, { paymentId, part: 5_000, bearer: 'PLATFORM' }),
        ends: always({
          shows: { status: 'REFUNDED', refundedAmount: 20_000 },
          wallets: [has(rider, BALANCE), has(driver, 16_000)],
        }),
      };
    },
  },
  {
    name: 'a refund in two parts, borne by driver and merchant in proportion',
    stage: async (platform) => {
      const trip = await newTrip(platform);
      const { rider, driver } = trip;
      const merchant = await platform.person('MERCHANT');
      const paymentId = await settle(platform, trip, delivered(merchant));
      return {
        people: [rider, driver, merchant],
        struck: [rider.account, platform.stack.kaspro.accounts.corporate],
        by: 'transfer',
        act: () => refundInTwo(platform, { paymentId, part: 10_000, bearer: 'PROPORTIONAL' }),
        ends: always({
          shows: { status: 'REFUNDED', refundedAmount: 35_000 },
          wallets: [has(rider, BALANCE), has(driver, 0), has(merchant, 0)],
        }),
      };
    },
  },
];
