import { createHash } from 'node:crypto';

/** Why a message was not done, as far as others share it. */
export interface Why {
  readonly errorClass: string;
  readonly code: string;
  /** Where it was thrown, innermost first; none for a wait or a refusal. */
  readonly frames: readonly string[];
  readonly schemaId: number | null;
  readonly codeVersion: string;
}

/** The same name for messages of a group that look alike: class, code, place without its line, schema and version. */
export function causeOf(group: string, why: Why): string {
  const { errorClass, code, frames, schemaId, codeVersion } = why;
  const place = frames.map((frame) => frame.replace(/:\d+:\d+\)?$/, ''));
  const alike = [group, errorClass, code, place, schemaId, codeVersion];
  return createHash('sha256').update(JSON.stringify(alike)).digest('base64url').slice(0, 12);
}
