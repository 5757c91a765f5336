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

/** Writing its metrics costs a process more than all else that it is asked, and rates are over a minute. */
const METRICS_EVERY_MS = 10_000;

export interface LookingParts {
  readonly addresses: readonly ServiceAddress[];
  readonly asking: Asking;
  readonly groups: Pick<GroupWatch, 'states'>;
  readonly registryUrl: string;
  readonly now: () => number;
  /** How rarely it looks at money: the whole ledger is read for it. */
  readonly moneyEveryMs: number;
}

export function createLooking(parts: LookingParts): () => Promise<Look> {
  const { addresses, asking, registryUrl, now, moneyEveryMs } = parts;
  /** Remembered, so that the group of a service that is silent is still looked for. */
  const groups = new Set<string>();
  let metricsAt = Number.NEGATIVE_INFINITY;
  let moneyAt = Number.NEGATIVE_INFINITY;

  async function lookAt(service: string, url: string, withMetrics: boolean): Promise<Instance> {
    const told = await lookAtInstance(url, asking, withMetrics);
    for (const { group } of told?.consumers ?? []) groups.add(group);
    return { service, url, ...(told && { told }) };
  }

  async function instancesNow(): Promise<readonly Instance[]> {
    const withMetrics = now() - metricsAt >= METRICS_EVERY_MS;
    if (withMetrics) metricsAt = now();
    return await Promise.all(
      addresses.flatMap(({ name, urls }) => urls.map((url) => lookAt(name, url, withMetrics))),
    );
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

  const groupStates = async (): Promise<Look['groups']> =>
    await parts.groups.states([...groups]).catch(() => undefined);

  return async () => {
    const [instances, registryAnswers, seenMoney] = await Promise.all([
      instancesNow(),
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
