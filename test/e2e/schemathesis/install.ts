// schemathesis comes from PyPI once, by the pinned hashes of requirements.txt, into a folder of its own
// below `.angkutan`; it appears there whole or not at all. Later runs find it and ask nobody.
import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const TOOLS = join(import.meta.dirname, '../../../.angkutan/tools');
const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
const PIP = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps'];
const run = promisify(execFile);

/** The folder for PYTHONPATH. Throws with pip's own words when it cannot be had. */
export async function installSchemathesis(): Promise<string> {
  const asked = ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'];
  const python = (await run('python3', asked)).stdout.trim();
  const key = hash('sha256', `${python}\n${await readFile(REQUIREMENTS, 'utf8')}`).slice(0, 12);
  const folder = join(TOOLS, `schemathesis-python${python}-${key}`);
  if (existsSync(folder)) return folder;
  await mkdir(TOOLS, { recursive: true });
  const draft = await mkdtemp(join(TOOLS, '.schemathesis-'));
  try {
    const pinned = ['--require-hashes', '--only-binary', ':all:', '-r', REQUIREMENTS];
    await run('python3', [...PIP, ...pinned, '--target', draft]);
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}
