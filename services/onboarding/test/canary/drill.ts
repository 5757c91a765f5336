// A drill's world: onboarding as a process, a KasPro that repeats what it is told, and every canary
// that has been let out, by name. Answers that must be silent are kept, to be scanned in the end.
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { createSimulator } from '@angkutan/kaspro-simulator';
import {
  createCanaryScanner,
  parts,
  startTokenIssuer,
  testDatabase,
  type TokenIssuer,
} from '@angkutan/testkit';
import { startProcess } from './onboarding-process.ts';
import { startTalkativeKasPro } from './talkative-kaspro.ts';

const KASPRO = { partnerId: 'ANGKUTAN', secret: 'a-secret-for-tests-only' };
const BANKS = { escrowAccount: '900000000001', corporateAccount: '900000000002' };

export interface Asking {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** The answer gives a person what is theirs: a token, an account. All others must be silent. */
  readonly mayTell?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Letters that stand in no other word. */
export const letters = (): string => randomBytes(8).toString('hex').replaceAll(/\d/g, 'q');
const key = () => randomBytes(32).toString('base64');

export async function openDrill() {
  const canaries: Record<string, string | Uint8Array> = {};
  const known = new Set<string>();
  const keep = (name: string, value: string | Uint8Array) => {
    const text = Buffer.from(value).toString('latin1');
    if (!known.has(text)) canaries[`${name} ${known.size}`] = value;
    known.add(text);
  };
  let cards = 0;
  const card = { religion: letters(), blood: letters(), address: letters() };
  for (const [name, value] of Object.entries(card)) keep(name, value);
  const simulator = await createSimulator({ ...KASPRO, ...BANKS });
  const kaspro = await startTalkativeKasPro(simulator.url, {
    rewrite: (answer) =>
      answer
        .replace('"ISLAM"', JSON.stringify(card.religion))
        .replace('"bloodType":"-"', `"bloodType":${JSON.stringify(card.blood)}`)
        .replace('JL. CONTOH NO. 1', `JL. ${card.address}`),
    heard: (body) => {
      if (Object.values(card).every((word) => body.includes(word))) cards += 1;
      keepHeard(body, keep);
    },
  });
  const tokens = await startTokenIssuer();
  const database = testDatabase('angkutan-onboarding');
  const environment = environmentFor(kaspro.url, tokens, database.name);
  const service = await startProcess(environment);
  const silent: { where: string; text: string }[] = [];

  async function ask(path: string, asking: Asking = {}): Promise<Answer> {
    const answer = await fetch(service.url + path, requestOf(asking));
    const text = await answer.text();
    const told = `${[...answer.headers].join('\n')}\n${text}`;
    if (!asking.mayTell) silent.push({ where: `answer ${answer.status} of ${path}`, text: told });
    return { status: answer.status, text };
  }

  return {
    canaries,
    keep,
    /** How many cards KasPro has read out, religion and blood type too. */
    cardsSaid: () => cards,
    kaspro,
    service,
    environment,
    database,
    silent,
    ask,
    sandbox: async (path: string, method = 'GET', json?: object) => {
      const posted = json && { body: JSON.stringify(json) };
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${simulator.url}/sandbox${path}`, { method, headers, ...posted });
      return JSON.parse(await answer.text());
    },
    /** A bearer token, which is a canary itself. */
    async bearer(sub: string, role: string) {
      const token = await tokens.token({ sub, role });
      keep('bearer token', token.split('.')[2] ?? token);
      return { authorization: `Bearer ${token}` };
    },
    scanner: () => createCanaryScanner(canaries),
    async close() {
      await service.stop();
      await kaspro.close();
      await tokens.close();
      await simulator.close();
      await database.drop();
    },
  };
}

function requestOf({ body, headers }: Asking): RequestInit {
  const always = { connection: 'close', 'idempotency-key': randomUUID() };
  if (body === undefined) return { headers: { ...always, ...headers } };
  if (body instanceof FormData) return { method: 'POST', body, headers: { ...always, ...headers } };
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  const json = { 'content-type': 'application/json' };
  return { method: 'POST', body: sent, headers: { ...always, ...json, ...headers } };
}

export type Drill = Awaited<ReturnType<typeof openDrill>>;

/** A number that nobody has, without its leading zero: as it stands in every way of writing it. */
export const newNumber = (): string => `812${String(randomInt(10 ** 8)).padStart(8, '0')}`;

/** What only KasPro's side of the wire shows: the NIK, and the photo as it was made anew. */
function keepHeard(body: string, keep: (name: string, value: string | Uint8Array) => void): void {
  const nik = /"idCardNumber":"(\d{16})"/.exec(body)?.[1];
  if (nik) keep('NIK', nik);
  for (const [, photo = ''] of body.matchAll(/"\w*[pP]hoto":"([^"]+)"/g)) {
    const bytes = Buffer.from(photo, 'base64');
    keep('photo sent on', bytes.subarray(bytes.length / 2, bytes.length / 2 + 32));
    keep('head of photo sent on', bytes.subarray(0, 32));
  }
}

function environmentFor(kasproUrl: string, tokens: TokenIssuer, database: string) {
  const { kafkaBrokers, mongodbUri, schemaRegistryUrl } = parts();
  return {
    SERVICE: database.replace('angkutan-', ''),
    KAFKA_BROKERS: kafkaBrokers.join(','),
    MONGODB_URI: mongodbUri,
    SCHEMA_REGISTRY_URL: schemaRegistryUrl,
    AUTH_JWKS_URL: tokens.jwksUrl,
    AUTH_ISSUER: tokens.issuer,
    AUTH_AUDIENCE: tokens.audience,
    KASPRO_BASE_URL: kasproUrl,
    KASPRO_PARTNER_ID: KASPRO.partnerId,
    KASPRO_SECRET: KASPRO.secret,
    EVENT_SEALING_KEY: key(),
    LOOKUP_KEY: key(),
    KEY_ENCRYPTION_KEY: key(),
    OTP_PER_ADDRESS_PER_HOUR_MAX: '10000',
    OTP_GLOBAL_PER_MINUTE_MAX: '10000',
  };
}
