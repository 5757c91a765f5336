/** What Kafka says of consumer groups: who is in them, how far they are, how late. For those who look on. */
import kafkajs, { type Admin, type Kafka } from 'kafkajs';

const { AssignerProtocol } = kafkajs;

export interface Member {
  readonly memberId: string;
  readonly clientId: string;
  readonly host: string;
  /** How many partitions it reads. */
  readonly partitions: number;
}

export interface GroupLook {
  readonly group: string;
  /** Stable, PreparingRebalance, Empty, Dead, … as Kafka names it. */
  readonly state: string;
  readonly members: readonly Member[];
  readonly partitions: readonly PartitionLook[];
}

export interface PartitionLook {
  readonly topic: string;
  readonly partition: number;
  /** The next offset to be read; -1: nothing was committed yet. */
  readonly committed: number;
  /** The offset that the next message will have. */
  readonly end: number;
  readonly low: number;
}

export interface GroupWatch {
  /** One look at each of the groups. */
  look(groups: readonly WatchedGroup[]): Promise<readonly GroupLook[]>;
  /** How the groups stand, without how far they are: one request, however many topics they read. */
  states(groups: readonly string[]): Promise<readonly Pick<GroupLook, 'group' | 'state'>[]>;
  close(): Promise<void>;
}

export interface WatchedGroup {
  readonly group: string;
  readonly topics: readonly string[];
}

/** Reads with one admin connection; it consumes nothing and belongs to no group. */
export async function watchGroups(kafka: Kafka): Promise<GroupWatch> {
  const admin = kafka.admin();
  await admin.connect();
  return {
    look: (groups) => lookAt(admin, groups),
    states: (groups) => statesOf(admin, groups),
    close: () => admin.disconnect(),
  };
}

async function statesOf(admin: Admin, groups: readonly string[]) {
  if (groups.length === 0) return [];
  const described = await admin.describeGroups([...groups]);
  return described.groups.map(({ groupId: group, state }) => ({ group, state }));
}

async function lookAt(admin: Admin, groups: readonly WatchedGroup[]): Promise<GroupLook[]> {
  if (groups.length === 0) return [];
  const topics = [...new Set(groups.flatMap((one) => one.topics))];
  const [described, ...ends] = await Promise.all([
    admin.describeGroups(groups.map(({ group }) => group)),
    ...topics.map((topic) => admin.fetchTopicOffsets(topic)),
  ]);
  const endsOf = new Map(topics.map((topic, index) => [topic, ends[index] ?? []]));
  return Promise.all(
    groups.map(async ({ group, topics: own }) => {
      const told = described.groups.find(({ groupId }) => groupId === group);
      const committed = await admin.fetchOffsets({ groupId: group, topics: [...own] });
      const partitions = committed.flatMap(({ topic, partitions: read }) =>
        read.map(({ partition, offset }): PartitionLook => {
          const end = endsOf.get(topic)?.find((one) => one.partition === partition);
          const { high = '0', low = '0' } = end ?? {};
          return {
            topic,
            partition,
            committed: Number(offset),
            end: Number(high),
            low: Number(low),
          };
        }),
      );
      const members = (told?.members ?? []).map(
        ({ memberId, clientId, clientHost, memberAssignment }) => ({
          memberId,
          clientId,
          host: clientHost.replace(/^\//, ''),
          partitions: partitionsIn(memberAssignment),
        }),
      );
      return { group, state: told?.state ?? 'Unknown', members, partitions };
    }),
  );
}

/** A member that has just joined has no assignment yet. */
function partitionsIn(memberAssignment: Buffer): number {
  if (memberAssignment.length === 0) return 0;
  const { assignment = {} } = AssignerProtocol.MemberAssignment.decode(memberAssignment) ?? {};
  return Object.values(assignment).reduce((sum, { length }) => sum + length, 0);
}
