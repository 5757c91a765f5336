import { spawnSync } from 'node:child_process';
import type { Environment } from '../process/session.ts';

interface Prerequisite {
  readonly name: string;
  readonly install: string;
  readonly check: readonly [string, ...string[]];
  /** Says whether what answered will do. */
  readonly suits?: (output: string) => boolean;
}

const JAVA_MIN = 17;

const PREREQUISITES = {
  java: {
    name: `Java ${JAVA_MIN} or newer`,
    install: 'apt install openjdk-17-jre-headless, or brew install openjdk@17',
    check: ['java', '-version'],
    suits: (output) => Number(/version "(\d+)/.exec(output)?.[1] ?? 0) >= JAVA_MIN,
  },
  maven: {
    name: 'Maven',
    install: 'apt install maven, or brew install maven',
    check: ['mvn', '--version'],
  },
  pip: {
    name: 'Python 3 with pip',
    install: 'apt install python3 python3-pip, or brew install python',
    check: ['python3', '-m', 'pip', '--version'],
  },
  tar: { name: 'tar', install: 'apt install tar', check: ['tar', '--version'] },
} satisfies Record<string, Prerequisite>;

/** Throws when any of them is missing, naming all that are and how to install each. */
export function requirePrerequisites(
  wanted: readonly (keyof typeof PREREQUISITES)[],
  environment: Environment,
): void {
  const missing = wanted
    .map((key) => PREREQUISITES[key])
    .filter((one) => !isThere(one, environment));
  if (missing.length === 0) return;
  const list = missing.map(({ name, install }) => `  ${name} (${install})`);
  throw new Error(
    [
      'Kafka, MongoDB and the registry are started as processes here, and for that is missing:',
      ...list,
      'Or run a Docker engine, or give KAFKA_BROKERS, MONGODB_URI and SCHEMA_REGISTRY_URL.',
    ].join('\n'),
  );
}

function isThere(prerequisite: Prerequisite, environment: Environment): boolean {
  const [file, ...args] = prerequisite.check;
  const answer = spawnSync(file, args, { encoding: 'utf8', env: { ...environment } });
  if (answer.status !== 0) return false;
  return prerequisite.suits?.(answer.stdout + answer.stderr) ?? true;
}
