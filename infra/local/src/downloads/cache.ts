import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../process/session.ts';

/** Outside the repository, so that a fresh clone finds it: `$XDG_CACHE_HOME/angkutan` or `~/.cache/angkutan`. */
export function cacheRoot(environment: Environment): string {
  return join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'angkutan');
}

/**
 * The folder of that name in the cache, filled by `fill` when it is not there yet. It appears whole or not
 * at all, so what is there has been verified; two runs that fill it at once both succeed.
 */
export async function cached(
  root: string,
  name: string,
  fill: (draft: string) => Promise<void>,
): Promise<string> {
  const folder = join(root, name);
  if (existsSync(folder)) return folder;
  mkdirSync(root, { recursive: true });
  const draft = mkdtempSync(join(root, `.${name}-`));
  try {
    await fill(draft);
    if (!existsSync(folder)) renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}
