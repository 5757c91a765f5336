import { setTimeout as delay } from 'node:timers/promises';
import type { Admin, ITopicConfig } from 'kafkajs';

/** A busy broker tells of a topic that it has just made only after a while, and until then that there is none. */
const LEADERS_WITHIN_MS = 30_000;
const POLL_MS = 50;

/**
 * Creates topics and waits until every partition has a leader. kafkajs' own wait gives up at the first answer of a
 * broker that has not heard of the topic yet.
 * @throws the broker's last answer, when there are no leaders within 30 s.
 */
export async function createTopics(admin: Admin, topics: ITopicConfig[]): Promise<void> {
  await admin.createTopics({ topics, waitForLeaders: false });
  const deadline = performance.now() + LEADERS_WITHIN_MS;
  const names = topics.map(({ topic }) => topic);
  while (!(await haveLeaders(admin, names, deadline))) await delay(POLL_MS);
}

async function haveLeaders(admin: Admin, names: string[], deadline: number): Promise<boolean> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: names });
    return topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
  } catch (error) {
    if (performance.now() > deadline) throw error;
    return false;
  }
}
