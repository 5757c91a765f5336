/** The only place where services meet: every event, how it travels, and where. */
export type { AnyEvent, Draft, EventOf, EventType } from './event.ts';
export type * from './generated/event-data.ts';
export { TOPICS, isEventType, topicOf, type Topic, type TopicName } from './topics.ts';
export { createCodec, type Codec, type CodecOptions, type Encoded } from './codec.ts';
export type { SchemaEntry, SchemaStore } from './schema-ids.ts';
export {
  fromHeaders,
  toHeaders,
  type Envelope,
  type EnvelopeParts,
  type MissingHeaders,
} from './envelope.ts';
export {
  BreakingChangeError,
  InvalidEventError,
  RegistryUnavailableError,
  UndecodableError,
  type RegistryTrouble,
  type UndecodableCode,
} from './errors.ts';
export { lookupHash, open, seal, UnsealableError } from './sealing.ts';
export { registerAll, type Registered } from './register.ts';
