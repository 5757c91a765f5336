/** Cash-out on real Kafka, MongoDB, registry and HTTP to the simulated KasPro; the wallet is played by the test. */
import {
  accountOf,
  createKasPro,
  type KasPro,
  TOP_UP_CHANNELS,
  topUpNumbers,
} from '@angkutan/kaspro';
import { createSimulator } from '@angkutan/kaspro-simulator';
import { type Instance, PARTNER } from '@angkutan/service-testkit';
import { eventually, startTokenIssuer, testDatabase, unique } from '@angkutan/testkit';
import { type Person, registered, reported, type Role, walletOpened } from './events.ts';
import { startCashOutInstance } from './instance.ts';
import { openTopics, type Published } from './topics.ts';
import { openWebhook } from './webhook.ts';

export const TO_BANK = {
  channel: 'BANK',
  bankCode: '014',
  accountNumber: '0012345678',
  accountName: 'Siti Rahayu',
  amount: 100_000,
};
export const TO_STORE = { channel: 'MODERN_TRADE', outlet: 'ALFAMART', amount: 100_000 };

const CALLERS: Readonly<Record<Role, string>> = {
  USER: 'customer',
  DRIVER: 'driver',
  MERCHANT: 'merchant',
};

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}
export type CashOutUnderTest = Awaited<ReturnType<typeof cashOutUnderTest>>;

interface Options {
  readonly instances?: number;
  readonly processingWindowS?: number;
  /** How long KasPro keeps a payout to a bank in process. */
  readonly settleMs?: number;
}

export async function cashOutUnderTest(options: Options = {}) {
  const { instances = 1, processingWindowS = 900, settleMs = 100 } = options;
  const database = testDatabase('cash-out');
  const topics = await openTopics();
  const webhook = await openWebhook(async (callback) => {
    const events = reported(callback);
    if (events.length > 0) await topics.send(...events);
  });
  const simulator = await createSimulator({
    ...PARTNER,
    escrowAccount: '900000000001',
    corporateAccount: '900000000002',
    callbackUrl: webhook.url,
    callbackRetryMs: 50,
    settleMs,
  });
  const kaspro = createKasPro({ ...PARTNER, baseUrl: simulator.url });
  const auth = await startTokenIssuer();
  const lines: string[] = [];
  const running: Instance[] = [];
  const names = { database, group: unique('cash-out'), publishTo: topics.heard };
  const provider = { kasproUrl: simulator.url, processingWindowS };
  for (let instance = 0; instance < instances; instance += 1) {
    const shared = { ...names, ...provider, topics: [topics.told], lines, auth };
    running.push(await startCashOutInstance(shared));
  }

  const sandbox = async (method: string, path: string, asked?: object): Promise<unknown> => {
    const answer = await fetch(`${simulator.url}/sandbox/${path}`, {
      method,
      ...(asked && { body: JSON.stringify(asked) }),
    });
    const body: unknown = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(body)}`);
    return body;
  };
  const call = async (person: Caller, path: string, init: Init = {}): Promise<Answered> => {
    const token = await auth.token({ sub: person.sub, role: person.role });
    const answer = await fetch(`${running.at(-1)?.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'accept-language': 'en', ...init.headers },
    });
    return { status: answer.status, headers: answer.headers, body: objectOf(await answer.json()) };
  };
  const ask = (person: Caller, asked: object, key = unique('key')): Promise<Answered> =>
    call(person, '/v1/cash-outs', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(asked),
    });
  const cashOutOf = async (cashOutId: string, caller: Caller = SERVICE) =>
    (await call(caller, `/v1/cash-outs/${cashOutId}`)).body;
  const published = (type: Published['type'], id: string): readonly Published[] =>
    topics
      .published()
      .filter(
        ({ type: of, data }) =>
          of === type && ('cashOutId' in data ? data.cashOutId : data.requestId) === id,
      );

  return {
    database,
    lines,
    sandbox,
    call,
    ask,
    cashOutOf,
    published,
    send: topics.send,
    /** A customer with this much at KasPro, known to cash-out by its events. */
    async person(role: Role = 'USER', balance = 1_000_000, tier = 'PREMIUM') {
      const person = await register(kaspro, role);
      const number = numberFor(person, role);
      await sandbox('POST', 'top-ups', { number, amount: balance, channel: 'VIRTUAL_ACCOUNT' });
      await topics.send(registered(person, tier), walletOpened(person));
      await eventually(async () => {
        const rows = await database.rows('customers');
        const row = rows.find(({ _id }) => _id === person.customerId);
        return row?.['tier'] !== undefined && String(row['wallets']).includes(role);
      });
      return { ...person, sub: person.customerId, role: CALLERS[role], walletRole: role };
    },
    balanceOf: async ({ account }: { readonly account: string }): Promise<number> =>
      Number(objectOf(await sandbox('GET', `accounts/${account}`))['balance']),
    effectsOf: async (reference: string): Promise<unknown> =>
      objectOf(await sandbox('GET', `calls?partnerReference=${reference}`))['effects'],
    faults: (...rules: readonly object[]) => sandbox('PUT', 'faults', { seed: 1, rules }),
    /** Asks for a cash-out and answers its id, once the wallet has been asked to hold. */
    async asked(person: Caller, wanted: object): Promise<string> {
      const { status, body } = await ask(person, wanted);
      if (status !== 202) throw new Error(JSON.stringify(body));
      const cashOutId = String(body['cashOutId']);
      await eventually(() => published('CashOutRequested', cashOutId).length > 0);
      return cashOutId;
    },
    becomes: (cashOutId: string, status: string, within = 20_000) =>
      eventually(
        async () => {
          const found = await cashOutOf(cashOutId);
          if (found['status'] === status) return found;
          throw new Error(`it is ${JSON.stringify(found)}`);
        },
        { within },
      ),
    async close(): Promise<void> {
      await topics.close();
      for (const instance of running) await instance.stop();
      kaspro.close();
      await simulator.close();
      await webhook.close();
      await auth.close();
      await database.drop();
    },
  };
}

interface Init {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Caller {
  readonly sub: string;
  readonly role: string;
}
export const SERVICE: Caller = { sub: 'app', role: 'service' };

let people = 1;

async function register(kaspro: KasPro, role: Role): Promise<Person> {
  const mobileNumber = `08120${String(people).padStart(6, '0')}`;
  people += 1;
  const customerType = role === 'MERCHANT' ? 'MERCHANT' : 'SUBSCRIBER';
  const partnerReference = unique('register');
  await kaspro.register({ mobileNumber, name: 'Siti', customerType, partnerReference });
  return { customerId: unique('person'), role, account: accountOf(customerType, mobileNumber) };
}

function numberFor({ account }: Person, role: Role): string {
  const [channel] = TOP_UP_CHANNELS;
  if (!channel) throw new Error('no channel is configured');
  const mobileNumber = `0${account.slice(3)}`;
  return topUpNumbers().numberFor(channel, role === 'DRIVER' ? 'driver' : 'user', mobileNumber);
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value ? { ...value } : {};
