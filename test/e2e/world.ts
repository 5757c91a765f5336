/** Two strangers' worlds: who is in one may not learn that the other is there. */
import { randomUUID } from 'node:crypto';
import { call, type Person, proveIdentity } from '@angkutan/local';
import { eventually } from '@angkutan/testkit';
import { type Platform, ride, SOON } from './platform.ts';

export const PEOPLE = ['customer', 'driver', 'merchant'] as const;
export type PersonRole = (typeof PEOPLE)[number];

/** What belongs to three people together: a delivery, and its payment. */
export interface World {
  readonly people: Readonly<Record<PersonRole, Person>>;
  /** To whom the customer sends money. */
  readonly friend: Person;
  readonly rideId: string;
  readonly paymentId: string;
  /** The customer's. */
  readonly cashOutId: string;
}

/** An account at a bank, to cash out to. */
export const BANK_ACCOUNT = {
  channel: 'BANK',
  bankCode: '014',
  accountNumber: '1234567890',
  accountName: 'Siti Rahayu',
};

const BALANCE = 1_000_000;

/** A customer has something delivered by a driver from a merchant, and pays for it. */
export async function makeWorld(platform: Platform): Promise<World> {
  const [customer, driver, merchant, friend] = await Promise.all([
    platform.person('USER', BALANCE),
    platform.person('DRIVER'),
    platform.person('MERCHANT'),
    platform.person('USER'),
  ]);
  await becomesPremium(platform, customer);
  const rideId = `ride-${randomUUID()}`;
  const delivery = {
    service: 'DELIVERY',
    merchantId: merchant.customerId,
    goodsAmount: 15_000n,
  } as const;
  await platform.rides.publish(ride({ rideId, rider: customer, driver }, delivery).completed);
  const { paymentId } = await platform.becomes(rideId, ['SETTLED']);
  const cashOutId = await cashOut(platform, customer);
  return { people: { customer, driver, merchant }, friend, rideId, paymentId, cashOutId };
}

/** Only who is PREMIUM may send money. */
async function becomesPremium({ stack }: Platform, { customerId }: Person): Promise<void> {
  await proveIdentity(stack, customerId);
  const url = `${stack.services.wallet[0]?.url}/v1/wallets/${customerId}`;
  const token = await stack.token({ sub: 'e2e', role: 'service' });
  await eventually(async () => {
    const { tier } = await call<{ tier: string }>({ url, token });
    return tier === 'PREMIUM';
  }, SOON);
}

/** What a role calls its own; `cashOutId` is the customer's alone. */
export interface OwnIds {
  readonly customerId: string;
  readonly rideId: string;
  readonly paymentId: string;
  readonly cashOutId?: string;
}

/** The ids of the world by the names that paths and bodies give them; who is no person gets the customer's. */
export function idsOf({ people, rideId, paymentId, cashOutId }: World, role: string): OwnIds {
  const person = PEOPLE.find((one) => one === role) ?? 'customer';
  const own = { customerId: people[person].customerId, rideId, paymentId };
  return person === 'customer' ? { ...own, cashOutId } : own;
}

/** The customer takes some of the money out. */
async function cashOut({ stack }: Platform, { customerId }: Person): Promise<string> {
  const url = `${stack.services['cash-out'][0]?.url}/v1/cash-outs`;
  const token = await stack.token({ sub: 'e2e', role: 'service' });
  const body = { ...BANK_ACCOUNT, amount: 50_000, customerId };
  return (await call<{ cashOutId: string }>({ url, token, body })).cashOutId;
}
