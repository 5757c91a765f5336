/** One look at everything. Whatever does not answer is left out of it, and never holds up the rest. */
import type { GroupWatch } from '@angkutan/messaging';
import type { ServiceAddress } from '@angkutan/service';
import {
  CALL_STATES,
  type Instance,
  type Look,
  type Money,
  type OldestCall,
} from './domain/look.ts';
import {
  answersAt,
  type Asking,
  lookAtInstance,
  lookAtMoney,
  oldestCall,
} from './gateways/services.ts';

/** The whole ledger is read for it. */
const MONEY_EVERY_MS = 15_000;

export interface LookingParts {
  readonly addresses: readonly ServiceAddress[];
  readonly asking: Asking;
  readonly groups: Pick<GroupWatch, 'look'>;
  readonly registryUrl: string;
  readonly now: () => number;
  /** How rarely the ledger is read; default 15,000. */
  readonly moneyEveryMs?: number | undefined;
}

export function createLooking(parts: LookingParts): () => Promise<Look> {
  const { addresses, asking, registryUrl, now, moneyEveryMs = MONEY_EVERY_MS } = parts;
  /** Remembered, so that the group of a service that is silent is still looked for. */
  const topics = new Map<string, readonly string[]>();
  let moneyAt = Number.NEGATIVE_INFINITY;

  async function lookAt(service: string, url: string): Promise<Instance> {
    const seen = await lookAtInstance(url, asking);
    for (const [group, of] of seen?.topics ?? []) topics.set(group, of);
    return { service, url, ...(seen && { told: seen.told }) };
  }

  async function money(): Promise<Money | undefined> {
    if (now() - moneyAt < moneyEveryMs) return undefined;
    moneyAt = now();
    const urls = addresses.find(({ name }) => name === 'wallet')?.urls ?? [];
    for (const url of urls) {
      const seen = await lookAtMoney(url, asking);
      if (seen) return seen;
    }
    return undefined;
  }

  async function groupStates(): Promise<Look['groups']> {
    const wanted = [...topics].map(([group, of]) => ({ group, topics: of }));
    const found = await parts.groups.look(wanted).catch(() => undefined);
    return found?.map(({ group, state }) => ({ group, state }));
  }

  return async () => {
    const [instances, registryAnswers, seenMoney] = await Promise.all([
      Promise.all(addresses.flatMap(({ name, urls }) => urls.map((url) => lookAt(name, url)))),
      answersAt(`${registryUrl}/subjects`),
      money(),
    ]);
    const [calls, groups] = await Promise.all([oldestCalls(instances, asking), groupStates()]);
    return {
      at: now(),
      instances,
      calls,
      registryAnswers,
      ...(groups && { groups }),
      ...(seenMoney && { money: seenMoney }),
    };
  };
}

/** Each service is asked once, by the first instance that answers, and only for what there is. */
async function oldestCalls(
  instances: readonly Instance[],
  asking: Asking,
): Promise<readonly OldestCall[]> {
  const first = new Map(
    instances.toReversed().flatMap((one) => (one.told ? [[one.service, one] as const] : [])),
  );
  const asked = [...first.values()].flatMap(({ service, url, told }) =>
    CALL_STATES.map(async (state): Promise<readonly OldestCall[]> => {
      const count = told?.calls[state] ?? 0;
      const ageSeconds = count === 0 ? 0 : await oldestCall(url, state, asking);
      return ageSeconds === undefined ? [] : [{ service, state, ageSeconds }];
    }),
  );
  return (await Promise.all(asked)).flat();
}
