import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export type Checksums = Readonly<Record<string, string>>;

/** File name -> SHA-256 in hex, per download. The one place where they are pinned is checksums.json. */
export function pinned(download: 'kafka' | 'mongod' | 'registry'): Checksums {
  const file = join(import.meta.dirname, 'checksums.json');
  const all: Record<typeof download, Checksums> = JSON.parse(readFileSync(file, 'utf8'));
  return all[download];
}

/**
 * Accepts a folder only when it holds exactly the pinned files. A file with another content, or one that
 * nobody pinned, is removed and refused by name.
 */
export async function verifyFolder(folder: string, checksums: Checksums): Promise<void> {
  for (const name of readdirSync(folder)) await verifyFile(folder, name, checksums[name]);
  const missing = Object.keys(checksums).filter((name) => !existsSync(join(folder, name)));
  if (missing.length > 0) throw new Error(`Not downloaded: ${missing.join(', ')}`);
}

async function verifyFile(folder: string, name: string, wanted: string | undefined): Promise<void> {
  const file = join(folder, name);
  const found = await sha256(file);
  if (found === wanted) return;
  rmSync(file);
  throw new Error(
    wanted === undefined
      ? `${name} is not among the pinned files: refused and removed`
      : `${name} has the SHA-256 ${found}, pinned is ${wanted}: refused and removed. If it comes again, the download tool's own cache holds a wrong copy: remove it there`,
  );
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
