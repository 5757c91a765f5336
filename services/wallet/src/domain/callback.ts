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
}

export interface CallbackStore {
  /** Stores a callback once; the same one again changes nothing. */
  keep(callback: StoredCallback): Promise<void>;
  due(now: Date, limit: number): Promise<StoredCallback[]>;
  /** Marks as worked off, or as kept for a flow that does not exist yet. */
  finish(ids: readonly string[], state: 'DONE' | 'KEPT'): Promise<void>;
  putOff(ids: readonly string[], until: Date): Promise<void>;
}
