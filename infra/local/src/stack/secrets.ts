import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../process/files.ts';

/** Random, and the same for as long as the state folder lives: sealed data must open again after a restart. */
export interface Secrets {
  /** Base64 of 32 bytes. */
  readonly EVENT_SEALING_KEY: string;
  /** Base64 of 32 bytes. */
  readonly LOOKUP_KEY: string;
  readonly KASPRO_SECRET: string;
}

const KEY_BYTES = 32;
const OWNER_ONLY = 0o600;

/** The secrets of this state folder, made the first time they are asked for. */
export function loadSecrets(stateDir: string): Secrets {
  const file = join(stateDir, 'secrets.json');
  if (!existsSync(file)) {
    const made: Secrets = { EVENT_SEALING_KEY: key(), LOOKUP_KEY: key(), KASPRO_SECRET: key() };
    writeAtomically(file, JSON.stringify(made, null, 2), OWNER_ONLY);
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

function key(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}
