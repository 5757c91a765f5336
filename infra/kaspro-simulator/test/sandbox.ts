import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import {
  accountOf,
  createKasPro,
  TOP_UP_CHANNELS,
  topUpNumbers,
  type KasPro,
  type KasProConfig,
  type TopUpRole,
} from '@angkutan/kaspro';
import { createSimulator, type FaultRule, type SimulatorOptions } from '../src/index.ts';

export const PARTNER = { partnerId: 'angkutan', secret: 'rahasia' };
export const ESCROW = '100000000001';
export const CORPORATE = '100000000002';
export const RIDER = '081234567890';
export const DRIVER = '081298765432';
export const RIDER_ACCOUNT = accountOf('SUBSCRIBER', RIDER);
export const DRIVER_ACCOUNT = accountOf('SUBSCRIBER', DRIVER);

/** A simulator and a client of it, with two people registered. */
export async function openSandbox(options: Partial<SimulatorOptions & KasProConfig> = {}) {
  const simulator = await createSimulator({
    ...PARTNER,
    escrowAccount: ESCROW,
    corporateAccount: CORPORATE,
    callbackRetryMs: 20,
    settleMs: 20,
    ...options,
  });
  const kaspro = createKasPro({ ...PARTNER, baseUrl: simulator.url, ...options });
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${simulator.url}/sandbox${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  return {
    simulator,
    kaspro,
    ask,
    faults: (rules: readonly Partial<FaultRule>[], seed = 1) =>
      ask('PUT', '/faults', { seed, rules }),
    balanceOf: async (account: string): Promise<number> =>
      (await ask('GET', `/accounts/${account}`)).body.balance,
    effectsOf: async (partnerReference: string): Promise<number> =>
      (await ask('GET', `/calls?partnerReference=${partnerReference}`)).body.effects,
    topUp: (mobileNumber: string, amount: number, role: TopUpRole = 'user') =>
      ask('POST', '/top-ups', {
        number: numberOf(mobileNumber, role),
        amount,
        channel: 'VIRTUAL_ACCOUNT',
      }),
    async [Symbol.asyncDispose]() {
      kaspro.close();
      await simulator.close();
    },
  };
}

export type Sandbox = Awaited<ReturnType<typeof openSandbox>>;

export async function registerPeople(kaspro: KasPro): Promise<void> {
  for (const mobileNumber of [RIDER, DRIVER]) {
    await kaspro.register({
      mobileNumber,
      name: 'Siti Contoh',
      customerType: 'SUBSCRIBER',
      partnerReference: `register-${mobileNumber}`,
    });
  }
}

export function numberOf(mobileNumber: string, role: TopUpRole): string {
  const [channel] = TOP_UP_CHANNELS;
  if (!channel) throw new Error('no channel is configured');
  return topUpNumbers().numberFor(channel, role, mobileNumber);
}

export interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly path: string;
  readonly raw: string;
}

/** A webhook that keeps what it hears, and answers the statuses given, then 200. */
export async function openWebhook(...statuses: number[]) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    void text(request).then((raw) => {
      heard.push({ headers: request.headers, path: request.url ?? '', raw });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    heard,
    url: `http://127.0.0.1:${port}/webhooks/kaspro/transactions`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
