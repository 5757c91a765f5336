/** Where a part comes from: an address given to us, a container, or a process started from a package. */
export type How = 'external' | 'docker' | 'local';
export type PartName = 'kafka' | 'mongodb' | 'schemaRegistry';

export interface Addresses {
  readonly kafka: { readonly brokers: readonly string[] };
  readonly mongodb: { readonly uri: string };
  readonly schemaRegistry: { readonly url: string };
}

export interface Topic {
  readonly name: string;
  readonly partitions: number;
  /** The last message of each key is kept for ever. */
  readonly compacted?: boolean;
}

/** Real Kafka, MongoDB and schema registry, ready to be used. */
export interface Parts extends Addresses {
  readonly how: Readonly<Record<PartName, How>>;
  /** Stops what was started here, newest first; what was given goes on running. Idempotent. */
  stop(): Promise<void>;
}
