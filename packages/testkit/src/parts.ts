import { inject } from 'vitest';

/** Where the real parts are. */
export interface Parts {
  readonly kafkaBrokers: readonly string[];
  readonly mongodbUri: string;
  readonly schemaRegistryUrl: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    parts: Parts;
  }
}

/**
 * The parts that the run has started; for a package tested by itself, those that KAFKA_BROKERS,
 * MONGODB_URI and SCHEMA_REGISTRY_URL name.
 */
export function parts(): Parts {
  return inject('parts') ?? partsFromEnvironment(process.env) ?? noParts();
}

/** The parts that the environment names; undefined unless it names all three. */
export function partsFromEnvironment(env: NodeJS.ProcessEnv): Parts | undefined {
  const { KAFKA_BROKERS: brokers, MONGODB_URI: mongodbUri, SCHEMA_REGISTRY_URL: url } = env;
  if (!brokers || !mongodbUri || !url) return undefined;
  return { kafkaBrokers: brokers.split(','), mongodbUri, schemaRegistryUrl: url };
}

function noParts(): never {
  throw new Error('Set KAFKA_BROKERS, MONGODB_URI and SCHEMA_REGISTRY_URL, or run `npm test`.');
}
