// What people do in their apps, at banks and in stores. Each answers by which key of the ears its end is heard.
import type { ServiceName } from '../stack/stack-ports.ts';
import type { Stack } from '../stack/start-stack.ts';
import { call, callUntilAnswered, type Call } from './http.ts';
import type { ActOf, SequelOf } from './mix.ts';
import type { Person } from './people.ts';

export type Desk = ReturnType<typeof createDesk>;

const TO_BANK = { bankCode: '014', accountNumber: '0012345678', accountName: 'Siti Rahayu' };
const TO_STORE = { outlet: 'INDOMARET' };

export function createDesk(stack: Stack) {
  /** As the person's own app does, or as the back end where no person may. */
  async function asked(person: Person | undefined, to: Asked): Promise<Call> {
    const sub = person?.customerId ?? 'demo';
    const role = person ? ROLES[person.role] : 'service';
    // Where it runs may change from one try to the next.
    const url = `${stack.services[to.service][0]?.url}${to.path}`;
    return { url, token: await stack.token({ sub, role }), ...(to.body && { body: to.body }) };
  }

  const ask = <T>(person: Person | undefined, to: Asked): Promise<T> =>
    callUntilAnswered<T>(() => asked(person, to));

  async function pay(person: Person | undefined, path: string, body: object): Promise<string> {
    const to: Asked = { service: 'payments', path, body };
    return (await ask<{ paymentId: string }>(person, to)).paymentId;
  }

  return {
    tip: (rider: Person, rideId: string, { amount }: SequelOf<'tip'>) =>
      pay(rider, '/v1/tips', { rideId, amount }),

    send: (from: Person, to: Person, { amount }: ActOf<'p2p'>) =>
      pay(from, '/v1/transfers', { toMobileNumber: to.mobileNumber, amount, note: 'Patungan' }),

    scan: (rider: Person, { qrContent, amount }: ActOf<'qris'>) =>
      pay(rider, '/v1/qris/payments', { qrContent, ...(amount && { amount }) }),

    refund: (paymentId: string, bearer: SequelOf<'refund'>['bearer'], amount: bigint) => {
      const body = { amount: Number(amount), bearer, reason: 'Keluhan perjalanan' };
      return pay(undefined, `/v1/payments/${paymentId}/refunds`, body);
    },

    async cashOut(person: Person, { channel, amount }: ActOf<'cash-out'>): Promise<string> {
      const body = { channel, amount, ...(channel === 'BANK' ? TO_BANK : TO_STORE) };
      const to: Asked = { service: 'cash-out', path: '/v1/cash-outs', body };
      return (await ask<{ cashOutId: string }>(person, to)).cashOutId;
    },

    /** Takes the cash at the till, with the code that the owner alone is shown. */
    async withdraw(person: Person, cashOutId: string): Promise<void> {
      const to: Asked = { service: 'cash-out', path: `/v1/cash-outs/${cashOutId}` };
      const { withdrawalCode } = await ask<{ withdrawalCode: string }>(person, to);
      await call({ url: `${stack.kaspro.url}/sandbox/withdrawals/${withdrawalCode}`, body: {} });
    },

    /** The store takes a top-up back; answers KasPro's reference of that. */
    async takeBack(topUpReference: string): Promise<string> {
      const { providerReference } = await call<{ providerReference: string }>({
        url: `${stack.kaspro.url}/sandbox/reversals`,
        body: { providerReference: topUpReference },
      });
      return providerReference;
    },
  };
}

interface Asked {
  readonly service: ServiceName;
  readonly path: string;
  readonly body?: object;
}

const ROLES = { USER: 'customer', DRIVER: 'driver', MERCHANT: 'merchant' } as const;
