import type { UndecodableError } from '@angkutan/events';
import type { StoredHeader } from './outbox.ts';
import type { Message, Work } from './work.ts';

/** A record as Kafka gave it. */
export interface RawRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly StoredHeader[];
}

/** A record on its way through the loop: what it says, or why it says nothing. */
export interface Item {
  /** Its id in the inbox. */
  readonly id: string;
  /** The key that keeps its order. */
  readonly lane: string;
  readonly raw: RawRecord;
  readonly content: { readonly message: Message } | { readonly problem: UndecodableError };
}

export function hasMessage(item: Item): item is Item & { content: { message: Message } } {
  return 'message' in item.content;
}

/** The work over items: it sees decoded messages only, and refuses the others by name. */
export function overItems<S, C>(work: Work<Message, S, C>): Work<Item, S, C> {
  return {
    name: work.name,
    exclusive: work.exclusive ?? false,
    load: (items, tx) => work.load(items.filter(hasMessage).map(messageOf), tx),
    decide(item, state, context) {
      if (hasMessage(item)) return work.decide(item.content.message, state, context);
      if (!('problem' in item.content)) throw new Error('AKT_NO_CONTENT: an item says nothing');
      const { code, message } = item.content.problem;
      return { status: 'refused', code, detail: message };
    },
    evolve: (state, change, trace) => work.evolve(state, change, trace),
    save: (state, tx) => work.save(state, tx),
    ...(work.continues && {
      continues: (item: Item, state: S) =>
        hasMessage(item) ? work.continues?.(item.content.message, state) : undefined,
    }),
    ...(work.moves && { moves: (change: C) => work.moves?.(change) ?? [] }),
  };
}

export function traceOf(item: Item): string | undefined {
  return hasMessage(item) ? item.content.message.traceparent : undefined;
}

function messageOf(item: Item & { content: { message: Message } }): Message {
  return item.content.message;
}
