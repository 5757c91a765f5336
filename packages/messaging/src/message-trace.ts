import {
  childOf,
  isRecorded,
  type Logger,
  recordSpan,
  type Span,
  traceFields,
} from '@angkutan/telemetry';
import { hasMessage, type Item } from './item.ts';
import type { Result } from './work.ts';

/** Where a message stands in its trace. */
export interface MessageTrace {
  /** The message's own span: the parent of all that follows from it. */
  readonly trace: string;
  /** The span that caused it; absent where the trace begins with it. */
  readonly parent: string | undefined;
  /** The span that brought it, where it continues another trace than that one. */
  readonly link?: string;
}

/** How the span of a message is called, and what it says. */
export type SpanWords = Pick<Span, 'name' | 'kind' | 'attributes'>;

/** `own`: the trace that it came with. `continued`: that of the row which it is about. */
export function messageTrace(own: string | undefined, continued?: string): MessageTrace {
  const parent = continued ?? own;
  const trace = { trace: childOf(parent), parent };
  return own === undefined || own === parent ? trace : { ...trace, link: own };
}

/** A message as a consumer got it. */
export function consumerWords(item: Item, group: string): SpanWords {
  const { raw, content } = item;
  const message = hasMessage(item) ? item.content.message : undefined;
  return {
    name: `process ${message?.event.type ?? raw.topic}`,
    kind: 'consumer',
    attributes: {
      'messaging.system': 'kafka',
      'messaging.operation.type': 'process',
      'messaging.destination.name': raw.topic,
      'messaging.destination.partition.id': String(raw.partition),
      'messaging.kafka.offset': Number(raw.offset),
      'messaging.consumer.group.name': group,
      ...(message && {
        'messaging.message.id': message.id,
        'angkutan.event.type': message.event.type,
      }),
      ...('problem' in content && { 'angkutan.event.type': 'undecodable' }),
    },
  };
}

interface Ended<M> extends MessageTrace {
  readonly message: M;
  readonly result: Result<unknown>;
}

export interface Telling<M> {
  readonly describe: (message: M) => SpanWords;
  readonly logger: Logger;
}

/** Tells of every message of a group that is committed: a span, and a line for those who log at debug. */
export function tellMessages<M>(
  { describe, logger }: Telling<M>,
  ended: readonly Ended<M>[],
  startMs: number,
): void {
  const endMs = Date.now();
  const logged = logger.isLevelEnabled('debug');
  for (const { message, result, trace: traceparent, parent, link } of ended) {
    if (!logged && !isRecorded(traceparent)) continue;
    const { attributes, ...words } = describe(message);
    const outcome = result.status;
    const said = { ...attributes, 'angkutan.outcome': outcome };
    const times = { startMs, endMs, attributes: said, failed: failureOf(result) };
    recordSpan({ ...words, ...times, traceparent, parent, link });
    if (!logged) continue;
    const eventId = attributes['messaging.message.id'];
    logger.debug({ eventId, outcome, ...traceFields(traceparent) }, words.name);
  }
}

// What is parked or dead-lettered is what somebody looks for.
function failureOf(result: Result<unknown>): string | undefined {
  switch (result.status) {
    case 'wait':
      return result.reason;
    case 'refused':
      return result.code;
    case 'failed':
      return 'AKT_MESSAGE_FAILED';
    case 'unavailable':
      return 'UNAVAILABLE';
    case 'done':
    case 'duplicate':
      return undefined;
  }
}
