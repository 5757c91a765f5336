import { createLogger, exportSpans } from '@angkutan/telemetry';
import type { z } from 'zod';
import { EnvironmentError, type PlatformEnvironment, readEnvironment } from './environment.ts';
import { type Life, live } from './lifecycle.ts';
import { openPlatform, type Platform } from './platform.ts';

export interface ServiceDefinition<E extends PlatformEnvironment> {
  /** The folder's name: wallet, payments, … */
  readonly service: string;
  readonly version: string;
  readonly schema: z.ZodType<E>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Wires the service's own parts to the platform's. */
  readonly start: (platform: Platform, environment: E, life: Life) => Promise<void>;
}

/** Runs a service from its environment to its exit. A bad environment is named, and exits 1 at once. */
export async function runService<E extends PlatformEnvironment>(
  definition: ServiceDefinition<E>,
): Promise<void> {
  const { service, version, schema, start } = definition;
  const environment = readOrExit(definition.service, schema, definition.environment);
  const logger = createLogger({ service, level: environment.LOG_LEVEL });
  await live({ logger, parentPid: environment.ANGKUTAN_PARENT_PID }, async (life) => {
    const spans = await exportSpans({
      service,
      version,
      endpoint: environment.OTEL_EXPORTER_OTLP_ENDPOINT,
      sampleRatio: environment.OTEL_TRACES_SAMPLER_ARG,
      logger,
    });
    // Started first, so it is stopped last: the last commits tell of themselves too.
    life.onStop('traces', () => spans.stop());
    const platform = await openPlatform({ service, version, environment, logger, life });
    await start(platform, environment, life);
  });
}

function readOrExit<E>(
  service: string,
  schema: z.ZodType<E>,
  environment: Readonly<Record<string, string | undefined>>,
): E {
  try {
    return readEnvironment(schema, environment);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${service} cannot start: ${error.message}\n`);
    return process.exit(1);
  }
}
