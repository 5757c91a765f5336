/** What the console shows of everything that runs. PURE. */
import type { Look, PartitionLag, Trend } from './lag.ts';
import { lagsOf } from './lag.ts';

/** One process of a service, and what it says of itself (`GET /v1/operations`), as it came. */
export interface Instance {
  readonly url: string;
  readonly reachable: boolean;
  readonly operations?: Operations;
}

/** Where a service is, instance by instance. */
export interface ServiceAddress {
  readonly name: string;
  readonly urls: readonly string[];
}

/** What we need of it ourselves; the rest goes to the browser untouched. */
export interface Operations {
  /** Host and process id. */
  readonly instance: string;
  readonly consumers: readonly { readonly group: string; readonly topics: readonly string[] }[];
}

export interface Service {
  readonly name: string;
  readonly instances: readonly Instance[];
}

export interface Group {
  readonly group: string;
  readonly service: string;
  readonly state: string;
  readonly members: Look['members'];
  readonly partitions: readonly PartitionLag[];
  readonly lag: number;
  readonly lagSeconds: number;
  readonly perSecond: number;
  readonly rebalances: number;
  readonly history: Trend['history'];
}

export interface State {
  readonly at: string;
  readonly services: readonly Service[];
  readonly groups: readonly Group[];
}

/** The consumer groups that the services say they have. */
export function groupsOf(services: readonly Service[]): readonly {
  readonly service: string;
  readonly group: string;
  readonly topics: readonly string[];
}[] {
  const known = new Map(
    services.flatMap(({ name: service, instances }) =>
      instances
        .flatMap(({ operations }) => operations?.consumers ?? [])
        .map(({ group, topics }) => [group, { service, group, topics }] as const),
    ),
  );
  return [...known.values()];
}

export function groupOf(service: string, look: Look, trend: Trend, at: number): Group {
  const partitions = lagsOf(look, trend, at);
  const last = trend.history.at(-1);
  return {
    group: look.group,
    service,
    state: look.state,
    members: look.members,
    partitions,
    lag: last?.lag ?? 0,
    lagSeconds: Math.max(0, ...partitions.map(({ lagSeconds }) => lagSeconds)),
    perSecond: last?.perSecond ?? 0,
    rebalances: trend.rebalances,
    history: trend.history,
  };
}
