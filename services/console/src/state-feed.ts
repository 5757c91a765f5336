/** Looks at Kafka and the services every two seconds, and tells everybody who watches. */
import type { GroupLook, GroupWatch } from '@angkutan/messaging';
import { type Job, startJob } from '@angkutan/service';
import type { Logger } from '@angkutan/telemetry';
import { after, type Trend } from './domain/lag.ts';
import {
  groupOf,
  groupsOf,
  type Instance,
  type Service,
  type ServiceAddress,
  type State,
} from './domain/state.ts';

const LOOK_EVERY_MS = 2_000;

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
  let last: State | undefined;

  async function run(): Promise<boolean> {
    const services = await Promise.all(
      addresses.map(async ({ name, urls }): Promise<Service> => ({
        name,
        instances: await Promise.all(urls.map(look)),
      })),
    );
    const named = new Map(
      [...groupsOf(last?.services ?? []), ...groupsOf(services)].map((one) => [one.group, one]),
    );
    // Kafka may be away; what the services say is shown all the same.
    const looks: readonly GroupLook[] = await groups.look([...named.values()]).catch(() => []);
    const at = Date.now();
    last = {
      at: new Date(at).toISOString(),
      services,
      groups: looks.map((one) => {
        const trend = after(trends.get(one.group), one, at);
        trends.set(one.group, trend);
        return groupOf(named.get(one.group)?.service ?? '', one, trend, at);
      }),
    };
    for (const listener of listeners) listener(last);
    return false;
  }

  const job = startJob({ name: 'state-feed', everyMs: LOOK_EVERY_MS, run, logger });
  return {
    job,
    last: () => last,
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
