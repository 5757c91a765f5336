import { recordSpan } from '@angkutan/telemetry';
import { bytesOf } from './bytes.ts';
import type { OutboxDocument, OutboxEntry } from './outbox.ts';

/**
 * Tells of records that are in Kafka now: from the commit that wrote them to the broker's word. The
 * span's own context is the one that went out in the header, so that the consumer's is its child.
 */
export function recordSent(documents: readonly OutboxDocument[]): void {
  for (const { at, entries } of documents) {
    for (const entry of entries) if (entry.parent !== undefined) recordOne(entry, at);
  }
}

function recordOne(entry: OutboxEntry, at: Date): void {
  const { parent, topic } = entry;
  const type = header(entry, 'ce_type').split('.').at(-1) ?? '';
  recordSpan({
    name: `publish ${type}`,
    kind: 'producer',
    traceparent: header(entry, 'traceparent'),
    parent,
    startMs: at.getTime(),
    endMs: Date.now(),
    attributes: {
      'messaging.system': 'kafka',
      'messaging.operation.type': 'send',
      'messaging.destination.name': topic,
      'messaging.message.id': header(entry, 'ce_id'),
      'angkutan.event.type': type,
    },
  });
}

function header({ headers }: OutboxEntry, wanted: string): string {
  const found = headers.find(([name]) => name === wanted);
  return found === undefined ? '' : bytesOf(found[1]).toString();
}
