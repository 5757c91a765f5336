import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { createApp, listen } from '@angkutan/http';
import { createKasPro } from '@angkutan/kaspro';
import { createSimulator } from '@angkutan/kaspro-simulator';
import { readEnvironment } from '@angkutan/service';
import { parts, startTokenIssuer, type TokenIssuer } from '@angkutan/testkit';
import { onboardingEnvironment, type OnboardingEnvironment } from '../src/config.ts';
import { startOnboarding } from '../src/start.ts';
import { createIdentityVault } from '../src/store/identity-vault.ts';
import type { CustomerRow } from '../src/store/rows.ts';
import { ask, type Asking } from './client.ts';
import { openStore, type Store } from './store-under-test.ts';

const KASPRO = { partnerId: 'ANGKUTAN', secret: 'a-secret-for-tests-only' };
const key = () => randomBytes(32).toString('base64');

/** Settings that differ from the tests' own, which let one address ask as often as it likes. */
type Settings = Readonly<Record<string, string>>;
const UNBOUNDED = { OTP_PER_ADDRESS_PER_HOUR_MAX: '100000', OTP_GLOBAL_PER_MINUTE_MAX: '100000' };

/** Raw, as a process gets it. */
function environmentFor(kasproUrl: string, tokens: TokenIssuer, settings: Settings) {
  const { kafkaBrokers, mongodbUri, schemaRegistryUrl } = parts();
  return {
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
    ...UNBOUNDED,
    ...settings,
  };
}

type Stop = () => Promise<void> | void;

/** Starts the service's own wiring on given parts; answers its address. */
async function serveOnboarding(
  store: Store,
  environment: OnboardingEnvironment,
  { auth, stops }: { auth: TokenIssuer; stops: Stop[] },
): Promise<string> {
  const serving = Promise.withResolvers<string>();
  const serve: Parameters<typeof startOnboarding>[0]['serve'] = async (site) => {
    const named = {
      service: 'onboarding',
      version: '0',
      trustedProxies: environment.TRUSTED_PROXIES,
    };
    const app = createApp({ ...named, ...site, ...store, auth });
    const listening = await listen(app, 0);
    stops.push(() => listening.close());
    serving.resolve(listening.url);
  };
  const life = { onStop: (_part: string, stop: Stop) => void stops.push(stop) };
  await startOnboarding({ ...store, serve }, environment, life);
  return serving.promise;
}

/** KasPro as its own client sees it, to look behind onboarding's back. */
function kasproAt(url: string, stops: Stop[]) {
  const kaspro = createKasPro({ baseUrl: url, ...KASPRO });
  stops.push(() => kaspro.close());
  return kaspro;
}

/**
 * Onboarding as it runs: real MongoDB, real HTTP to the simulated KasPro; `between` answers the
 * address of what stands before KasPro.
 */
export async function onboardingUnderTest(
  settings: Settings = {},
  between = async (kasproUrl: string) => kasproUrl,
) {
  const banks = { escrowAccount: '900000000001', corporateAccount: '900000000002' };
  const registerFirst = settings['KASPRO_REGISTER_FIRST'] === 'true';
  const simulator = await createSimulator({ ...KASPRO, ...banks, registerFirst });
  const auth = await startTokenIssuer();
  const store = await openStore();
  const given = environmentFor(await between(simulator.url), auth, settings);
  const environment = readEnvironment(onboardingEnvironment, given);
  const stops: Stop[] = [];
  const url = await serveOnboarding(store, environment, { auth, stops });

  const call = (path: string, asking: Asking = {}) => ask(url + path, asking);
  const sandbox = async (path: string, asking: Asking = {}) =>
    (await ask(`${simulator.url}/sandbox${path}`, asking)).body;
  const bearer = async (sub: string, role: string) => ({
    authorization: `Bearer ${await auth.token({ sub, role })}`,
  });
  return {
    ...store,
    environment,
    given,
    kaspro: kasproAt(simulator.url, stops),
    call,
    bearer,
    sandbox,
    url,
    /** Another instance of the service on the same database; answers its address. */
    anotherInstance: () => serveOnboarding(store, environment, { auth, stops }),
    /** Sends a form with its own Idempotency-Key. */
    async upload(path: string, form: FormData, headers: Record<string, string>) {
      const keyed = { connection: 'close', 'idempotency-key': randomUUID(), ...headers };
      const answer = await fetch(url + path, { method: 'POST', body: form, headers: keyed });
      const body = JSON.parse(await answer.text());
      return { status: answer.status, headers: answer.headers, body };
    },
    /** The name that KasPro does not know of. */
    async renameAtRest(customerId: string, name: string) {
      const customers = store.connection.collection<CustomerRow>('customers');
      const row = await customers.findOne({ _id: customerId });
      if (!row) throw new Error('no such customer');
      const vault = createIdentityVault(environment.KEY_ENCRYPTION_KEY);
      const fields = vault.fieldsOf(customerId, row.identity);
      const $set = { 'identity.name': fields.seal('name', name) };
      await customers.updateOne({ _id: customerId }, { $set });
    },
    /** KasPro misbehaves so; without rules it behaves. */
    faults: (...rules: object[]) => sandbox('/faults', { method: 'PUT', json: { rules } }),
    /** Counts the calls of an operation from here on, whatever else befalls them; answers how to read the count. */
    async counting(operation: string, ...others: object[]) {
      const rules = [{ operation, fault: 'latency', ms: 0 }, ...others];
      await sandbox('/faults', { method: 'PUT', json: { rules } });
      return async (): Promise<number> => (await sandbox('/faults')).rules[0].fired;
    },
    ...people({ call, sandbox, bearer }),
    async close() {
      for (const stop of stops.toReversed()) await stop();
      await store.close();
      await auth.close();
      await simulator.close();
    },
  };
}

export type OnboardingUnderTest = Awaited<ReturnType<typeof onboardingUnderTest>>;

interface Means {
  readonly call: (path: string, asking?: Asking) => ReturnType<typeof ask>;
  readonly sandbox: (path: string) => Promise<[{ otp: string }]>;
  readonly bearer: (sub: string, role: string) => Promise<Record<string, string>>;
}

function people({ call, sandbox, bearer }: Means) {
  const otpOf = async (mobileNumber: string): Promise<string> =>
    (await sandbox(`/messages?mobileNumber=${mobileNumber}`))[0].otp;
  return {
    /** A number that nobody has used. */
    newNumber: () => `0812${String(randomInt(10 ** 8)).padStart(8, '0')}`,
    /** The code that was sent last. */
    otpOf,
    /** A fresh verification token. */
    async prove(mobileNumber: string): Promise<string> {
      await call('/v1/otp', { json: { mobileNumber } });
      const json = { mobileNumber, otp: await otpOf(mobileNumber) };
      return (await call('/v1/otp/validate', { json })).body.verificationToken;
    },
    async register(asked: object, headers: Record<string, string> = {}) {
      const consents = { terms: true, privacy: true };
      const json = { name: 'Siti Rahayu', role: 'USER', consents, ...asked };
      const caller = await bearer('app', 'service');
      const keyed = { 'idempotency-key': randomUUID(), ...caller, ...headers };
      return call('/v1/customers', { json, headers: keyed });
    },
  };
}
