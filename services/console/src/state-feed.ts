/** Looks at Kafka and the services every two seconds while somebody watches, and tells all who do. */
import type { GroupLook, GroupWatch } from '@angkutan/messaging';
import { type Job, startJob } from '@angkutan/service';
import type { Logger } from '@angkutan/telemetry';
import { after, type Trend } from './domain/lag.ts';
import { errorsIn, type Memory, remembered, restartsIn, type Said } from './domain/starts.ts';
import {
  groupOf,
  groupsOf,
  type Instance,
  type KnownGroup,
  type Service,
  type ServiceAddress,
  type ShownInstance,
  type State,
} from './domain/state.ts';

const LOOK_EVERY_MS = 2_000;
/** While nobody watches; often enough for the trends of those who come. */
const IDLE_LOOK_EVERY_MS = 10_000;

export interface StateFeedParts {
  readonly addresses: readonly ServiceAddress[];
  readonly look: (url: string) => Promise<Instance>;
  readonly groups: Pick<GroupWatch, 'look'>;
  readonly logger: Logger;
}

export interface StateFeed {
  /** The last look; undefined before the first. */
  last(): State | undefined;
  /** Calls the listener after each look; answers how to stop that. */
  watch(listener: (state: State) => void): () => void;
  readonly job: Job;
}

export function startStateFeed({ addresses, look, groups, logger }: StateFeedParts): StateFeed {
  const listeners = new Set<(state: State) => void>();
  const trends = new Map<string, Trend>();
  const memories = new Map<string, Memory>();
  let known: readonly KnownGroup[] = [];
  let last: State | undefined;
  let lookedAt = -Infinity;

  async function lookAt(url: string): Promise<ShownInstance> {
    const instance = await look(url);
    const at = Date.now();
    const memory = remembered(memories.get(url) ?? [], at, saidBy(instance, at));
    memories.set(url, memory);
    return { ...instance, restarts: restartsIn(memory) };
  }

  async function run(): Promise<boolean> {
    const isIdle = listeners.size === 0 && performance.now() - lookedAt < IDLE_LOOK_EVERY_MS;
    if (!isIdle) await lookAround();
    return false;
  }

  async function lookAround(): Promise<void> {
    lookedAt = performance.now();
    const services = await Promise.all(
      addresses.map(async ({ name, urls }): Promise<Service> => ({
        name,
        instances: await Promise.all(urls.map(lookAt)),
      })),
    );
    known = groupsOf(known, services);
    // Kafka may be away; what the services say is shown all the same.
    const looks: readonly GroupLook[] = await groups.look(known).catch(() => []);
    const at = Date.now();
    last = {
      at: new Date(at).toISOString(),
      services,
      groups: looks.map((one) => {
        const trend = after(trends.get(one.group), one, at);
        trends.set(one.group, trend);
        const { service = '' } = known.find(({ group }) => group === one.group) ?? {};
        return groupOf(one, trend, {
          service,
          errors: errorsIn(memories.values(), one.group, at),
          at,
        });
      }),
    };
    for (const listener of listeners) listener(last);
  }

  const job = startJob({ name: 'state-feed', everyMs: LOOK_EVERY_MS, run, logger });
  return {
    job,
    last: () => last,
    watch(listener) {
      listeners.add(listener);
      job.wake();
      return () => void listeners.delete(listener);
    },
  };
}

function saidBy({ operations }: Instance, at: number): Said | undefined {
  if (!operations) return undefined;
  const { since, consumers } = operations;
  return { at, since, errors: Object.fromEntries(consumers.map((one) => [one.group, one.errors])) };
}
