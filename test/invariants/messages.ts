/** What was committed is in its topic, and what is in a topic is handled (I7, I10). */
import type { Ground } from './ground.ts';

const DEAD_LETTERS = '.dead-letters';
const GROUPS = 'angkutan.';
/** It goes round for ever, also while everything else is at rest. */
const CANARY = 'angkutan.canary';

/** Rows that wait to be published; at rest none. */
export async function unpublished({ databases }: Ground): Promise<string[]> {
  const breaches: string[] = [];
  for (const [service, database] of databases) {
    const waiting = await database
      .collection('outbox')
      .countDocuments({ 'entries.topic': { $ne: CANARY } });
    if (waiting > 0) breaches.push(`I7: ${waiting} rows wait in the outbox of ${service}`);
  }
  return breaches;
}

/** Messages that a consumer group has not committed; at rest none. */
export async function unhandled({ admin }: Ground): Promise<string[]> {
  const breaches: string[] = [];
  const { groups } = await admin.listGroups();
  for (const { groupId } of groups.filter((one) => one.groupId.startsWith(GROUPS))) {
    const committed = await admin.fetchOffsets({ groupId });
    for (const { topic, partitions } of committed.filter((one) => one.topic !== CANARY)) {
      const ends = await admin.fetchTopicOffsets(topic);
      const behind = ends.reduce((sum, { partition, high, low }) => {
        const at = Number(partitions.find((one) => one.partition === partition)?.offset ?? -1);
        return sum + Number(high) - (at < 0 ? Number(low) : at);
      }, 0);
      if (behind > 0) breaches.push(`I10: ${groupId} is ${behind} behind in ${topic}`);
    }
  }
  return breaches;
}

/** Messages put aside in lanes since then; at rest none. */
export async function parked({ databases }: Ground, since: Date): Promise<string[]> {
  const breaches: string[] = [];
  for (const [service, database] of databases) {
    const lanes = await database
      .collection<{ _id: string; reason: string }>('parked')
      .find({ 'messages.at': { $gte: since } })
      .toArray();
    breaches.push(
      ...lanes.map(({ _id, reason }) => `I10: ${service} has parked ${_id}: ${reason}`),
    );
  }
  return breaches;
}

/** How many dead letters there are, by topic. */
export async function countDeadLetters({ admin }: Ground): Promise<ReadonlyMap<string, number>> {
  const topics = (await admin.listTopics()).filter((topic) => topic.endsWith(DEAD_LETTERS));
  const counted = topics.map(async (topic) => {
    const ends = await admin.fetchTopicOffsets(topic);
    return [topic, ends.reduce((sum, { high }) => sum + Number(high), 0)] as const;
  });
  return new Map(await Promise.all(counted));
}

/** Dead letters beside those that were there and those that were injected. */
export async function deadLetters(
  ground: Ground,
  before: ReadonlyMap<string, number>,
): Promise<string[]> {
  const now = await countDeadLetters(ground);
  return [...now]
    .filter(([topic, count]) => count !== (before.get(topic) ?? 0))
    .map(([topic, count]) => `I10: ${topic} has ${count}, it had ${before.get(topic) ?? 0}`);
}
