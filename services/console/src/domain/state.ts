/** What the console shows of everything that runs. PURE. */
import type { Look, PartitionLag, Trend } from './lag.ts';
import { lagsOf } from './lag.ts';

/** One process of a service, and what it says of itself (`GET /v1/operations`), as it came. */
export interface Instance {
  readonly url: string;
  readonly reachable: boolean;
  readonly operations?: Operations;
}

/** An instance as it is shown: with how often it began anew within five minutes. */
export interface ShownInstance extends Instance {
  readonly restarts: number;
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
  /** When the process began. */
  readonly since: string;
  readonly consumers: readonly {
    readonly group: string;
    readonly topics: readonly string[];
    /** Tries that went wrong since the process began, by class. */
    readonly errors: Readonly<Record<string, number>>;
  }[];
}

export interface Service {
  readonly name: string;
  readonly instances: readonly ShownInstance[];
}

export interface Group {
  readonly group: string;
  readonly service: string;
  readonly state: string;
  readonly members: Look['members'];
  readonly partitions: readonly PartitionLag[];
  readonly lag: number;
  readonly lagSeconds: number;
  /** For how long nothing was read of some partition although something waits in it. */
  readonly stalledSeconds: number;
  /** What went wrong in the last minute, by class. */
  readonly errors: Readonly<Record<string, number>>;
  readonly perSecond: number;
  readonly rebalances: number;
  readonly history: Trend['history'];
}

export interface State {
  readonly at: string;
  readonly services: readonly Service[];
  readonly groups: readonly Group[];
}

export interface KnownGroup {
  readonly service: string;
  readonly group: string;
  readonly topics: readonly string[];
}

/**
 * The consumer groups that the services say they have. Those of a service of which an instance is silent are not
 * forgotten: it may be the one that has them.
 */
export function groupsOf(
  before: readonly KnownGroup[],
  services: readonly Service[],
): readonly KnownGroup[] {
  const told = services.flatMap(({ name: service, instances }) =>
    instances
      .flatMap(({ operations }) => operations?.consumers ?? [])
      .map(({ group, topics }) => ({ service, group, topics })),
  );
  const silent = services.filter(({ instances }) => instances.some((one) => !one.operations));
  const kept = before.filter(({ service }) => silent.some(({ name }) => name === service));
  return [...new Map([...kept, ...told].map((one) => [one.group, one])).values()];
}

interface Seen {
  readonly service: string;
  readonly errors: Group['errors'];
  readonly at: number;
}

export function groupOf(look: Look, trend: Trend, { service, errors, at }: Seen): Group {
  const partitions = lagsOf(look, trend, at);
  const last = trend.history.at(-1);
  const longest = (seconds: (one: PartitionLag) => number) =>
    Math.max(0, ...partitions.map(seconds));
  return {
    group: look.group,
    service,
    state: look.state,
    members: look.members,
    partitions,
    lag: last?.lag ?? 0,
    lagSeconds: longest(({ lagSeconds }) => lagSeconds),
    stalledSeconds: longest(({ stalledSeconds }) => stalledSeconds),
    errors,
    perSecond: last?.perSecond ?? 0,
    rebalances: trend.rebalances,
    history: trend.history,
  };
}
