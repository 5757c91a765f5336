export { createSchemaStore } from './schema-store.ts';
export { type OutboxState, outboxState } from './backlog.ts';
export { coalesce, GROUP_MAX, type Coalescer } from './coalesce.ts';
export { INBOX_RETENTION_MS, prepareCollections } from './collections.ts';
export { startConsumer, type ConsumerOptions, type RunningConsumer } from './consumer.ts';
export { createTopics } from './create-topics.ts';
export { deadLetterTopic, schemaIdOf } from './dead-letter.ts';
export * from './dead-letters.ts';
export { errorsOf } from './errors.ts';
export {
  type GroupLook,
  type GroupWatch,
  type Member,
  type PartitionLook,
  type WatchedGroup,
  watchGroups,
} from './group-watch.ts';
export { hold, type Hold, holdsOf, letGo } from './hold.ts';
export { masked } from './masked.ts';
export type { RawRecord } from './item.ts';
export { type Lane, lanesOf } from './parked.ts';
export { toRaw } from './parked-message.ts';
export { announcedType } from './read-record.ts';
export type { Preview } from './preview.ts';
export { createExecutor } from './executor.ts';
export type { ExecuteOptions, Executor, ExecutorDeps } from './executor.ts';
export { connectKafka, createProducer, KafkaUnavailableError, type KafkaOptions } from './kafka.ts';
export { startRelay, type Relay, type RelayDeps } from './relay.ts';
export type { CommitListener } from './group.ts';
export { CannotConsumeError } from './start-checks.ts';
export { verdictFor } from './verdict-for.ts';
export { withTelling } from './with-telling.ts';
export type { Context, Message, Move, Result, Verdict, Work } from './work.ts';
