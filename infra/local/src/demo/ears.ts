// Who asks for something by HTTP learns its id from the answer, and how it ended from an event that may have been
// there before the answer: what nobody waits for yet is remembered for a while.
import type { AnyEvent } from '@angkutan/events';

export interface Ears {
  hear(event: AnyEvent): void;
  /** The event of this key, heard already or to come; it never comes where nothing is told. */
  next(key: string): Promise<AnyEvent>;
}

const EARLY_MAX = 2_000;

export function createEars(): Ears {
  const waiting = new Map<string, (event: AnyEvent) => void>();
  const early = new Map<string, AnyEvent>();

  function hear(event: AnyEvent): void {
    const key = keyOf(event);
    if (key === undefined) return;
    const tell = waiting.get(key);
    waiting.delete(key);
    if (tell) return tell(event);
    early.set(key, event);
    const [oldest] = early.keys();
    if (early.size > EARLY_MAX && oldest !== undefined) early.delete(oldest);
  }

  function next(key: string): Promise<AnyEvent> {
    const heard = early.get(key);
    early.delete(key);
    if (heard) return Promise.resolve(heard);
    return new Promise((resolve) => waiting.set(key, resolve));
  }

  return { hear, next };
}

/** By what an event is waited for: the id of what has ended, or what happened and to which reference of KasPro. */
function keyOf(event: AnyEvent): string | undefined {
  switch (event.type) {
    case 'PaymentSettled':
    case 'PaymentFailed':
      return event.data.paymentId;
    case 'CashOutSettled':
    case 'CashOutFailed':
      return event.data.cashOutId;
    case 'CashOutSubmitted':
      return `${event.type} ${event.data.cashOutId}`;
    case 'TopUpReceived':
    case 'TopUpReversed':
    case 'FundsSuspended':
      return `${event.type} ${event.data.providerReference}`;
    default:
      return undefined;
  }
}
