import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '../process/session.ts';
import { cacheRoot, cached } from './cache.ts';
import { pinned, verifyFolder } from './checksums.ts';
import { MAVEN_DEPENDENCY_PLUGIN } from './kafka.ts';
import { requirePrerequisites } from './prerequisites.ts';
import { runTool } from './tool.ts';

export const REGISTRY_VERSION = '3.0.9';

/** The folder with Apicurio Registry, unpacked, and its runner jar. */
export async function registryFolder(session: Session): Promise<{ folder: string; jar: string }> {
  const name = `apicurio-registry-${REGISTRY_VERSION}`;
  const archive = `apicurio-registry-app-${REGISTRY_VERSION}-all.tar.gz`;
  const folder = await cached(cacheRoot(session.environment), name, async (draft) => {
    requirePrerequisites(['maven', 'tar'], session.environment);
    const download = join(draft, 'download');
    mkdirSync(download);
    const what = `Apicurio Registry ${REGISTRY_VERSION} from Maven Central (104 MB)`;
    await runTool(session, {
      what,
      file: 'mvn',
      // Its parent POM is not on Maven Central: without dependencies, or the resolution fails.
      args: [
        '-B',
        `${MAVEN_DEPENDENCY_PLUGIN}:get`,
        '-Dtransitive=false',
        `-Dartifact=io.apicurio:apicurio-registry-app:${REGISTRY_VERSION}:tar.gz:all`,
        `-Ddest=${join(download, archive)}`,
      ],
      cwd: draft,
    });
    await verifyFolder(download, pinned('registry'));
    await runTool(session, {
      what: `unpacking ${archive}`,
      quiet: true,
      file: 'tar',
      args: ['xzf', join(download, archive), '-C', draft],
      cwd: draft,
    });
    rmSync(download, { recursive: true });
  });
  return { folder, jar: join(folder, `apicurio-registry-app-${REGISTRY_VERSION}-runner.jar`) };
}
