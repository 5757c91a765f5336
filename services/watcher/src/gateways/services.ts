/** How the watcher looks at the services, and acts there: over their own HTTP, as `watcher`. */
import { z } from 'zod';
import type { Told } from '../domain/look.ts';
import { counterIn } from './metrics-text.ts';

/** Shorter than the time between looks: a process that takes longer is silent for us. */
const ANSWER_MAX_MS = 2_000;

const operations = z.object({
  since: z.iso.datetime(),
  consumers: z.array(
    z.object({
      group: z.string(),
      alive: z.boolean(),
      held: z.unknown().optional(),
    }),
  ),
  outbox: z.object({ oldestSeconds: z.number() }),
  parked: z.object({ keys: z.number() }),
  deadLetters: z.object({ dead: z.number() }),
  breakers: z.record(z.string(), z.string()),
  instructions: z.record(z.string(), z.number()),
  canary: z.object({ ageSeconds: z.number() }).optional(),
});
const ages = z.array(z.object({ ageSeconds: z.number().optional() }));
const trialBalance = z.object({ sum: z.number() });
const breaks = z.array(z.unknown());
const differing = z.array(
  z.object({ walletId: z.string(), amount: z.number(), contained: z.boolean() }),
);
/** The whole journal is read for it. */
const DIFFERING_MAX_MS = 5_000;
/** More than these are no matter of single wallets. */
const DIFFERING_WALLETS_MAX = 20;

export interface Asking {
  /** What it answers, or undefined when it does not answer with 200, or not with what it should. */
  get<T>(url: string, schema: z.ZodType<T>, maxMs?: number): Promise<T | undefined>;
  /** Whether it was taken; a key that is repeated does nothing again. */
  post(url: string, body: object, key: string): Promise<boolean>;
}

export function createAsking(token: string): Asking {
  const authorization = `Bearer ${token}`;
  return {
    async get(url, schema, maxMs = ANSWER_MAX_MS) {
      try {
        const signal = AbortSignal.timeout(maxMs);
        const answer = await fetch(url, { headers: { authorization }, signal });
        if (!answer.ok) return undefined;
        return schema.safeParse(JSON.parse(await answer.text())).data;
      } catch {
        return undefined;
      }
    },
    async post(url, body, key) {
      const headers = {
        authorization,
        'content-type': 'application/json',
        'idempotency-key': key,
      };
      const signal = AbortSignal.timeout(ANSWER_MAX_MS);
      const asked = { method: 'POST', headers, body: JSON.stringify(body), signal };
      const answer = await fetch(url, asked).catch(() => undefined);
      return answer?.ok ?? false;
    },
  };
}

/** What an instance says of itself, its counters where they are asked for; undefined for silence. */
export async function lookAtInstance(
  url: string,
  { get }: Asking,
  withMetrics: boolean,
): Promise<Told | undefined> {
  const [said, metrics] = await Promise.all([
    get(`${url}/v1/operations`, operations),
    withMetrics ? metricsOf(url) : undefined,
  ]);
  if (!said) return undefined;
  const consumers = said.consumers.map(({ group, alive, held }) => ({
    group,
    alive,
    held: held !== undefined,
  }));
  return {
    since: Date.parse(said.since),
    consumers,
    outboxSeconds: said.outbox.oldestSeconds,
    parkedKeys: said.parked.keys,
    deadLetters: said.deadLetters.dead,
    breakers: said.breakers,
    calls: said.instructions,
    ...(said.canary && { canarySeconds: said.canary.ageSeconds }),
    ...(metrics !== undefined && {
      callbacks: counterIn(
        metrics,
        'angkutan_http_request_seconds_count',
        'operation="receiveCallback"',
      ),
      conflicts: counterIn(metrics, 'angkutan_group_reruns_total', 'cause="conflict"'),
    }),
  };
}

async function metricsOf(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(ANSWER_MAX_MS) });
    return answer.ok ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
}

/** How long ago the oldest call in this state was sent; undefined where that cannot be asked. */
export async function oldestCall(
  url: string,
  state: string,
  { get }: Asking,
): Promise<number | undefined> {
  const found = await get(`${url}/v1/instructions?state=${state}`, ages);
  return found && Math.max(0, ...found.map(({ ageSeconds = 0 }) => ageSeconds));
}

/** The ledger's sum, whose it is where it is wrong, and the open breaks, as the wallet says them. */
export async function lookAtMoney(url: string, asking: Asking) {
  const { get } = asking;
  const [books, open] = await Promise.all([
    get(`${url}/v1/ledger/trial-balance`, trialBalance),
    get(`${url}/v1/breaks`, breaks),
  ]);
  if (!books || !open) return undefined;
  const wallets = books.sum === 0 ? [] : await differingWallets(url, asking);
  return { sum: books.sum, breaks: open.length, wallets };
}

/** The wallets that are wrong; none where that cannot be told in time, or too many are. */
export async function differingWallets(
  url: string,
  { get }: Asking,
): Promise<z.output<typeof differing>> {
  const found = await get(`${url}/v1/ledger/differing-wallets`, differing, DIFFERING_MAX_MS);
  return found && found.length <= DIFFERING_WALLETS_MAX ? found : [];
}

export async function answersAt(url: string): Promise<boolean> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MAX_MS) }).catch(
    () => undefined,
  );
  await answer?.body?.cancel();
  return answer?.ok ?? false;
}
