import { z } from 'zod';

/** What every service reads from its environment; a service adds its own with `.extend`. */
export const platformEnvironment = z.object({
  KAFKA_BROKERS: z
    .string()
    .min(1)
    .transform((list) => list.split(',').map((broker) => broker.trim())),
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//),
  SCHEMA_REGISTRY_URL: z.url(),
  AUTH_JWKS_URL: z.url(),
  AUTH_ISSUER: z.string().min(1),
  AUTH_AUDIENCE: z.string().min(1),
  PORT: z.coerce.number().int().min(0).max(65_535),
  /** Exactly so many proxies stand in front and each adds the address that it saw: one too many is a forged address. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** Messages that were deleted unread, as a refused start named them: `angkutan.rides/3@1200`, after commas. */
  ACCEPTED_OFFSET_GAPS: z
    .string()
    .regex(/^[\w.-]+\/\d+@\d+(?:,[\w.-]+\/\d+@\d+)*$/)
    .transform((list) => list.split(','))
    .default([]),
  /** The collector that traces go to by OTLP over HTTP; without it none are recorded. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** The share of the traces beginning here that is recorded. A trace that comes from elsewhere says it itself. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  /** How long a start waits for Kafka, MongoDB and the registry, in seconds. */
  STARTUP_WAIT_S: z.coerce.number().int().min(1).max(3_600).default(60),
  /** The process that started this one on a developer's machine: when it is gone, so are we. */
  ANGKUTAN_PARENT_PID: z.coerce.number().int().positive().optional(),
});
export type PlatformEnvironment = z.infer<typeof platformEnvironment>;

/** A key of 32 bytes as base64. */
export const keyOf32Bytes = z
  .string()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((key) => key.length === 32, 'must be 32 bytes as base64');

/** The environment is not fit to start with. The message names every bad variable, never a value. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly code = 'AKT_ENVIRONMENT';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws {EnvironmentError} naming every variable that is missing or bad */
export function readEnvironment<T extends z.ZodType>(
  schema: T,
  environment: Environment,
): z.infer<T> {
  // An empty variable is one that was left out: shells and compose files write it so.
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const read = schema.safeParse(Object.fromEntries(given));
  if (read.success) return read.data;
  const wrong = read.error.issues.map((issue) => {
    const name = issue.path.join('.');
    return environment[name] ? `${name} is not valid (${issue.message})` : `${name} is missing`;
  });
  throw new EnvironmentError(wrong.join('; '));
}
