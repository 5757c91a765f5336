/** Messages of these keys that wait or were given up, as a story tells them. */
import { type DeadLetter, deadLettersOf, type Lane, lanesOf } from '@angkutan/messaging';
import type { Connection } from 'mongoose';
import type { OperatedConsumer, StoryStep } from './operated.ts';

const FOUND_MAX = 100;

/** `ids`: keys of messages, or the events' own ids. */
export async function messageSteps(
  connection: Connection,
  consumers: readonly Pick<OperatedConsumer, 'group' | 'topics'>[],
  ids: readonly string[],
): Promise<readonly StoryStep[]> {
  const inbox = consumers.flatMap(({ group }) => ids.map((id) => `${group}:${id}`));
  const lanes = consumers.flatMap(({ group, topics }) =>
    topics.flatMap((topic) => ids.map((id) => `${group}:${topic}:${id}`)),
  );
  const given = deadLettersOf(connection)
    .find({ $or: [{ keyText: { $in: [...ids] } }, { _id: { $in: inbox } }] })
    .project<DeadLetter>({ value: 0, headers: 0 });
  const waiting = lanesOf(connection)
    .find({ _id: { $in: lanes }, count: { $gt: 0 } })
    .project<Lane>({ 'messages.value': 0, 'messages.headers': 0 });
  return [
    ...(await given.limit(FOUND_MAX).toArray()).flatMap((letter) => lettersSteps(letter)),
    ...(await waiting.limit(FOUND_MAX).toArray()).flatMap((lane) => laneSteps(lane)),
  ];
}

function lettersSteps(letter: DeadLetter): StoryStep[] {
  const { at, status, replayedAt, group, topic, partition, offset, type, code, attempts } = letter;
  const facts = { group, topic, partition, offset, code, attempts, status };
  const name = type === '' ? '' : `${type} `;
  const given: StoryStep = { at, kind: 'message', title: `${name}DEAD`, facts };
  return replayedAt
    ? [given, { at: replayedAt, kind: 'message', title: `${name}REPLAYED`, facts }]
    : [given];
}

const laneSteps = ({ group, topic, reason, tries, nextAt, messages }: Lane): StoryStep[] =>
  messages.map(({ at, partition, offset }) => ({
    at,
    kind: 'message',
    title: 'PARKED',
    facts: { group, topic, partition, offset, reason, tries, nextAt: nextAt.toISOString() },
  }));
