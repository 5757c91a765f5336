/** How a consumer group fares, as the one who is woken at night would put it. PURE. */
import type { Group, Service, State } from '../../api/state.ts';

/**
 * - `dead`: nobody takes its messages in, although nobody stopped it;
 * - `stuck`: it is alive by its own word and by Kafka's, and reads nothing although messages wait;
 * - `held`: an operator stopped it;
 * - `unsettled`: Kafka is dealing its partitions out anew;
 * - `behind`: it works, and its oldest message waits too long;
 * - `well`.
 */
export type Health = 'dead' | 'stuck' | 'held' | 'unsettled' | 'behind' | 'well';

/** Why it is dead or stuck. */
export type Ailment = 'noInstance' | 'noMembers' | 'silent' | 'stuck';

export interface GroupRow {
  readonly group: Group;
  readonly health: Health;
  readonly ailment?: Ailment | undefined;
}

/** A message that waits longer is late for whoever paid. */
export const BEHIND_SECONDS = 30;
/** Offsets are committed every second and batches are boxed in time: who works has gone on by then. */
export const STUCK_SECONDS = 15;

const WORST_FIRST: readonly Health[] = ['dead', 'stuck', 'unsettled', 'behind', 'held', 'well'];
const SETTLING = ['PreparingRebalance', 'CompletingRebalance'];

/** What each reachable instance of the service says of the group. */
const saidOf = ({ group }: Pick<Group, 'group'>, service: Service | undefined) =>
  (service?.instances ?? [])
    .flatMap(({ operations }) => operations?.consumers ?? [])
    .filter((consumer) => consumer.group === group);

export function holdOf(group: Pick<Group, 'group'>, service: Service | undefined) {
  return saidOf(group, service).find(({ held }) => held)?.held;
}

export function healthOf(group: Group, service: Service | undefined): Health {
  if (holdOf(group, service)) return 'held';
  if (SETTLING.includes(group.state)) return 'unsettled';
  const ailment = ailmentOf(group, service);
  if (ailment !== undefined) return ailment === 'stuck' ? 'stuck' : 'dead';
  return group.lagSeconds > BEHIND_SECONDS ? 'behind' : 'well';
}

/** Members of a stable group that do not poll are as dead as none. */
function ailmentOf(group: Group, service: Service | undefined): Ailment | undefined {
  const said = saidOf(group, service);
  if (said.length === 0) return 'noInstance';
  if (group.state !== 'Stable' || group.members.length === 0) return 'noMembers';
  if (said.some(({ alive }) => !alive)) return 'silent';
  return group.stalledSeconds > STUCK_SECONDS ? 'stuck' : undefined;
}

export const isSick = (health: Health): boolean => SICK.includes(health);
const SICK: readonly Health[] = ['dead', 'stuck', 'unsettled'];

export function rowOf(group: Group, service: Service | undefined): GroupRow {
  const health = healthOf(group, service);
  const ails = health === 'dead' || health === 'stuck';
  return { group, health, ailment: ails ? ailmentOf(group, service) : undefined };
}

/**
 * All groups that the services say they have, also those of which Kafka says nothing now: they are as dead as those of
 * which it says that nobody is in them.
 */
export function knownGroups({
  services,
  groups,
}: Pick<State, 'services' | 'groups'>): readonly Group[] {
  const told = new Set(groups.map(({ group }) => group));
  const untold = services.flatMap(({ name: service, instances }) => {
    const said = instances.flatMap(({ operations }) => operations?.consumers ?? []);
    const names = new Set(said.map(({ group }) => group).filter((name) => !told.has(name)));
    return [...names].map((group) => ({ ...SILENT, group, service }));
  });
  return [...groups, ...untold];
}

const SILENT = {
  state: 'Unknown',
  members: [],
  partitions: [],
  lag: 0,
  lagSeconds: 0,
  stalledSeconds: 0,
  errors: {},
  perSecond: 0,
  rebalances: 0,
  history: [],
};

export const byWorst = (one: Health, other: Health): number =>
  WORST_FIRST.indexOf(one) - WORST_FIRST.indexOf(other);
