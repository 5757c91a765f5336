import { createRegistry } from './registry.ts';
import { SCHEMAS } from './schemas.ts';

/** What became of one schema. */
export interface Registered {
  readonly subject: string;
  readonly id: number;
  readonly status: 'new' | 'unchanged';
}

/**
 * Registers the current schema of every event. May run any number of times, also twice at once.
 * @throws BreakingChangeError, naming the subject, when old messages could no longer be read, or new ones by old services.
 * @throws RegistryUnavailableError
 */
export async function registerAll(
  registryUrl: string,
  options: { log?: (line: string) => void } = {},
): Promise<readonly Registered[]> {
  const registry = createRegistry(registryUrl);
  const done: Registered[] = [];
  for (const { subject, text } of SCHEMAS.values()) {
    await registry.requireFullCompatibility(subject);
    const before = await registry.idOf(subject, text);
    const id = before ?? (await registry.register(subject, text));
    const status = before === undefined ? 'new' : 'unchanged';
    options.log?.(`${status.padEnd(9)} ${subject} (id ${id})`);
    done.push({ subject, id, status });
  }
  return done;
}

if (import.meta.main) {
  const url = process.env['SCHEMA_REGISTRY_URL'];
  if (url === undefined || url === '') {
    console.error(
      'SCHEMA_REGISTRY_URL is missing: the root of the registry, such as http://host:8080/apis/ccompat/v7',
    );
    process.exitCode = 1;
  } else {
    try {
      await registerAll(url, { log: console.log });
    } catch (failure) {
      console.error(failure instanceof Error ? failure.message : failure);
      process.exitCode = 1;
    }
  }
}
