import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '../process/session.ts';
import { cacheRoot, cached } from './cache.ts';
import { pinned, verifyFolder } from './checksums.ts';
import { requirePrerequisites } from './prerequisites.ts';
import { runTool } from './tool.ts';

export const KAFKA_VERSION = '4.1.0';
// The newer plugins refuse the registry's POM, and one version for both is one download less.
export const MAVEN_DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:2.8';

const DEPENDENCIES = [
  ['org.apache.kafka', 'kafka_2.13', KAFKA_VERSION],
  ['org.apache.kafka', 'kafka-tools', KAFKA_VERSION],
  ['org.slf4j', 'slf4j-simple', '1.7.36'],
];

/** The folder with Kafka's jars. */
export async function kafkaJars(session: Session): Promise<string> {
  return cached(cacheRoot(session.environment), `kafka-${KAFKA_VERSION}`, async (draft) => {
    requirePrerequisites(['maven'], session.environment);
    const work = join(draft, '.work');
    mkdirSync(work);
    writeFileSync(join(work, 'pom.xml'), pom());
    await runTool(session, {
      what: `Kafka ${KAFKA_VERSION} from Maven Central (54 MB)`,
      file: 'mvn',
      args: ['-B', `${MAVEN_DEPENDENCY_PLUGIN}:copy-dependencies`, `-DoutputDirectory=${draft}`],
      cwd: work,
      counts: { line: /^(\[INFO\] )?Downloaded\b.*\.jar/, noun: 'jars' },
    });
    rmSync(work, { recursive: true });
    await verifyFolder(draft, pinned('kafka'));
  });
}

function pom(): string {
  const dependencies = DEPENDENCIES.map(
    ([group, artifact, version]) =>
      `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`,
  );
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>',
    '<groupId>id.angkutan</groupId><artifactId>local-kafka</artifactId><version>1</version>',
    `<dependencies>${dependencies.join('')}</dependencies></project>`,
  ].join('\n');
}
