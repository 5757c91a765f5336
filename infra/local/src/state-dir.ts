import { join, resolve } from 'node:path';
import type { Environment } from './process/session.ts';

/** The repository. */
export const ROOT = resolve(import.meta.dirname, '../../..');

/** Where a stack keeps its data, logs and keys: ANGKUTAN_STATE_DIR, or `.angkutan` in the repository. */
export function stateDirOf(environment: Environment): string {
  return resolve(environment['ANGKUTAN_STATE_DIR'] || join(ROOT, '.angkutan'));
}
