import { topUpNumbers } from '@angkutan/kaspro';
import { z } from 'zod';
import { SETTLE_MS, type SimulatorOptions } from './simulator.ts';

const port = z.coerce.number().int().min(0).max(65_535);

const environment = z.object({
  PORT: port.default(4110),
  SIMULATOR_BIND: z.string().min(1).default('127.0.0.1'),
  KASPRO_PARTNER_ID: z.string().min(1),
  KASPRO_SECRET: z.string().min(1),
  KASPRO_ESCROW_ACCOUNT: z.string().regex(/^\d+$/),
  KASPRO_CORPORATE_ACCOUNT: z.string().regex(/^\d+$/),
  KASPRO_VA_PREFIXES: z.string().optional().refine(isReadable, 'is not readable'),
  KASPRO_REGISTER_FIRST: z.stringbool().default(false),
  CALLBACK_URL: z.url().optional(),
  SIMULATOR_SETTLE_MS: z
    .union([z.literal('never'), z.coerce.number().int().min(0)])
    .default(SETTLE_MS),
  SIMULATOR_STATE_FILE: z.string().min(1).optional(),
  LOG_LEVEL: z.string().default('info'),
  ANGKUTAN_PARENT_PID: z.coerce.number().int().positive().optional(),
});

export interface Config {
  readonly simulator: SimulatorOptions;
  readonly logLevel: string;
  readonly parentPid: number | undefined;
}

/** Reads the environment, or answers what is wrong with it, name by name. */
export function readConfig(env: Record<string, string | undefined>): Config | { wrong: string[] } {
  const read = environment.safeParse(env);
  if (!read.success) {
    return { wrong: read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) };
  }
  const { data } = read;
  const settle = data.SIMULATOR_SETTLE_MS;
  return {
    logLevel: data.LOG_LEVEL,
    parentPid: data.ANGKUTAN_PARENT_PID,
    simulator: {
      port: data.PORT,
      bind: data.SIMULATOR_BIND,
      partnerId: data.KASPRO_PARTNER_ID,
      secret: data.KASPRO_SECRET,
      escrowAccount: data.KASPRO_ESCROW_ACCOUNT,
      corporateAccount: data.KASPRO_CORPORATE_ACCOUNT,
      vaPrefixes: data.KASPRO_VA_PREFIXES,
      registerFirst: data.KASPRO_REGISTER_FIRST,
      callbackUrl: data.CALLBACK_URL,
      settleMs: settle === 'never' ? Infinity : settle,
      stateFile: data.SIMULATOR_STATE_FILE,
    },
  };
}

function isReadable(prefixes: string | undefined): boolean {
  try {
    topUpNumbers(prefixes);
    return true;
  } catch {
    return false;
  }
}
