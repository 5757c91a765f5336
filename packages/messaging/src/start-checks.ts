import type { Logger } from '@angkutan/telemetry';
import type { Admin, Kafka } from 'kafkajs';
import { createTopics } from './create-topics.ts';
import { deadLetterTopic } from './dead-letter.ts';
import { TOPIC_CONFIG } from './kafka.ts';

/** How long dead letters are kept for a repair: 14 days. */
const DEAD_LETTER_RETENTION_MS = 14 * 24 * 3_600_000;
/** A dead letter is its message and a story: more than the 1 MiB that a message may have. */
const DEAD_LETTER_BYTES_MAX = 2 * 1024 * 1024;

export interface CheckOptions {
  readonly kafka: Kafka;
  readonly group: string;
  readonly topics: readonly string[];
  readonly logger: Logger;
  readonly inboxRetentionMs: number;
  readonly acceptedGaps: readonly string[];
}

/** The consumer must not start as things are; `code` says why, the text what to do. */
export class CannotConsumeError extends Error {
  override readonly name = 'CannotConsumeError';
  readonly code: 'AKT_TOPIC_MISSING' | 'AKT_INBOX_TOO_SHORT' | 'AKT_OFFSET_GAP';

  constructor(code: CannotConsumeError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * What must hold before the first message: the topics are there, the inbox remembers longer than
 * messages can come back, and no message was deleted unread.
 *
 * @throws {CannotConsumeError}
 */
export async function checkBeforeStart(options: CheckOptions): Promise<void> {
  const admin = options.kafka.admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = options.topics.filter((topic) => !existing.has(topic));
    if (missing.length > 0) {
      throw new CannotConsumeError(
        'AKT_TOPIC_MISSING',
        `topics are missing: ${missing.join(', ')}`,
      );
    }
    const letters = deadLetterTopic(options.group);
    if (!existing.has(letters)) await createDeadLetterTopic(admin, letters);
    await checkRetention(admin, options, letters);
    await checkOffsets(admin, options);
  } finally {
    await admin.disconnect();
  }
}

// The outbox would stand still behind a dead letter that has no topic to go to.
async function createDeadLetterTopic(admin: Admin, topic: string): Promise<void> {
  const configEntries = [
    { name: 'retention.ms', value: String(DEAD_LETTER_RETENTION_MS) },
    { name: 'max.message.bytes', value: String(DEAD_LETTER_BYTES_MAX) },
  ];
  await createTopics(admin, [{ topic, numPartitions: 1, configEntries }]);
}

async function checkRetention(admin: Admin, options: CheckOptions, letters: string): Promise<void> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [...options.topics, letters].map((name) => ({
      type: TOPIC_CONFIG,
      name,
      configNames: ['retention.ms', 'cleanup.policy'],
    })),
  });
  const settings = new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      new Map(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
  const retention = new Map(
    [...settings].map(([topic, of]) => [topic, Number(of.get('retention.ms'))]),
  );
  const ofLetters = retention.get(letters) ?? DEAD_LETTER_RETENTION_MS;
  // What is compacted is kept for ever by design: a state, which changes nothing when it is taken in again.
  const isState = (topic: string) => settings.get(topic)?.get('cleanup.policy') === 'compact';
  for (const topic of options.topics.filter((one) => !isState(one))) {
    const comesBackFor = Number(retention.get(topic)) + ofLetters;
    const kept = [retention.get(topic), ofLetters].every((ms) => ms !== undefined && ms >= 0);
    if (kept && options.inboxRetentionMs > comesBackFor) continue;
    const problem = kept
      ? `for ${comesBackFor} ms, as it and its dead letters are kept`
      : 'for ever';
    throw new CannotConsumeError(
      'AKT_INBOX_TOO_SHORT',
      `the inbox remembers for ${options.inboxRetentionMs} ms, and ${topic} can repeat ${problem}`,
    );
  }
}

async function checkOffsets(admin: Admin, options: CheckOptions): Promise<void> {
  const { group, topics, logger } = options;
  const committed = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
  for (const { topic, partitions } of committed) {
    const ends = new Map((await admin.fetchTopicOffsets(topic)).map((end) => [end.partition, end]));
    for (const { partition, offset } of partitions) {
      const end = ends.get(partition);
      if (end === undefined || BigInt(offset) < 0n) continue;
      const at = { topic, partition, offset };
      if (BigInt(offset) > BigInt(end.high)) {
        // A topic made anew. It is read from its beginning, and the inbox drops what is known.
        logger.error(
          { code: 'AKT_OFFSET_BEYOND_END', ...at },
          'committed offset is beyond the end',
        );
      } else if (BigInt(offset) < BigInt(end.low)) {
        gap(options, { ...at, low: end.low });
      }
    }
  }
}

function gap(
  { group, acceptedGaps, logger }: CheckOptions,
  at: { topic: string; partition: number; offset: string; low: string },
): void {
  const { low, ...where } = at;
  const lost = `${group}: ${at.topic}/${at.partition} was deleted unread from ${at.offset} to ${low}`;
  // It names where the gap begins, so what was accepted once does not cover the next.
  const accepted = `${at.topic}/${at.partition}@${at.offset}`;
  if (!acceptedGaps.includes(accepted)) {
    throw new CannotConsumeError(
      'AKT_OFFSET_GAP',
      `${lost}; find out what it was, then start with ACCEPTED_OFFSET_GAPS=${accepted}`,
    );
  }
  logger.error({ code: 'AKT_OFFSET_GAP', ...where, toOffset: low }, 'messages were deleted unread');
}
