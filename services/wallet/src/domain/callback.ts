/** A callback as it is kept, and the port of the store that keeps it. PURE. */
import type { Role } from '@angkutan/ledger';

/** A callback without the numbers that name a person: the payee is known by the hash of the phone. */
export interface StoredCallback {
  readonly _id: string;
  readonly type: string;
  readonly providerReference: string;
  readonly partnerReference?: string;
  readonly originalProviderReference?: string;
  readonly outcome: string;
  readonly code: number;
  readonly message: string;
  readonly amount: bigint;
  readonly serviceFee?: bigint;
  readonly channel?: string;
  readonly phoneHash?: string;
  readonly role?: Role;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly state: 'NEW' | 'DONE' | 'KEPT';
  readonly nextAt: Date;
  /** How often the same came again, and when last. */
  readonly repeats?: number;
  readonly repeatedAt?: Date;
  /** The trace of the request that brought it. */
  readonly traceparent?: string;
}

const INCOMING: ReadonlySet<string> = new Set(['TOP_UP', 'TOP_UP_REVERSAL']);

/** A top-up that came in, or a reversal that names the top-up which it takes back. */
export const isIncoming = (callback: StoredCallback): boolean =>
  callback.outcome === 'SUCCESS' &&
  (callback.type === 'TOP_UP' ||
    (callback.type === 'TOP_UP_REVERSAL' && callback.originalProviderReference !== undefined));

/** A top-up or a reversal that did not happen: no money moved. */
export const endsNothing = ({ type, outcome }: StoredCallback): boolean =>
  INCOMING.has(type) && (outcome === 'FAILED' || outcome === 'EXPIRED');

/** Whose money a top-up brought. */
export interface Payee {
  readonly walletId: string;
  /** The person has no wallet of the role that the number names: this is another of theirs. */
  readonly roleUnknown?: boolean;
}

export interface CallbackStore {
  /** Stores a callback once; the same one again is only counted. */
  keep(callback: StoredCallback): Promise<void>;
  due(now: Date, limit: number): Promise<StoredCallback[]>;
  /** Marks as worked off, or as kept for people to look at. */
  finish(ids: readonly string[], state: 'DONE' | 'KEPT'): Promise<void>;
  putOff(ids: readonly string[], until: Date): Promise<void>;
}
