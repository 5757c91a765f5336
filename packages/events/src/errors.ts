/** Why a message can never be read here, however often it is tried: it is dead-lettered, its bytes untouched. */
export type UndecodableCode =
  'NOT_WIRE_FORMAT' | 'UNKNOWN_SCHEMA_ID' | 'UNKNOWN_EVENT' | 'BAD_BODY';

export class UndecodableError extends Error {
  override readonly name = 'UndecodableError';
  readonly code: UndecodableCode;
  /** The id the message names, where it names one; a dead letter carries it. */
  readonly schemaId: number | undefined;

  constructor(
    code: UndecodableCode,
    message: string,
    options?: ErrorOptions & { schemaId?: number },
  ) {
    super(`${code}: ${message}`, options);
    this.code = code;
    this.schemaId = options?.schemaId;
  }
}

/** Why the registry gave no id or schema. None of them says anything about the message. */
export type RegistryTrouble =
  'NETWORK' | 'TIMEOUT' | 'BAD_ANSWER' | 'NOT_REGISTERED' | 'UNKNOWN_FINGERPRINT';

/** A dependency is down or not ready: wait and try again, and count no attempt against the message. */
export class RegistryUnavailableError extends Error {
  override readonly name = 'RegistryUnavailableError';
  readonly reason: RegistryTrouble;

  constructor(reason: RegistryTrouble, message: string, options?: ErrorOptions) {
    super(`${reason}: ${message}`, options);
    this.reason = reason;
  }
}

/** The registry refuses a schema because messages of its earlier versions could no longer be read, or read it. */
export class BreakingChangeError extends Error {
  override readonly name = 'BreakingChangeError';
  readonly subject: string;

  constructor(subject: string, detail: string) {
    super(`${subject} is refused as a breaking change: ${detail}`);
    this.subject = subject;
  }
}

/** A bug of the sender: the data do not fit the event's schema. Names the fields, never their values. */
export class InvalidEventError extends Error {
  override readonly name = 'InvalidEventError';
  readonly code = 'AKT_INVALID_EVENT';
}
