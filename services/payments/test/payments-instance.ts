import { readEnvironment } from '@angkutan/service';
import {
  type Instance,
  type Stage,
  stageEnvironment,
  startInstance,
} from '@angkutan/service-testkit';
import { paymentsEnvironment } from '../src/config.ts';
import { startPayments } from '../src/start.ts';

/** The key of every instance under test; nothing real is sealed with it. */
export const KEY = Buffer.alloc(32, 7);

interface InstanceOptions extends Omit<Stage, 'service' | 'level'> {
  readonly group: string;
  readonly topics: readonly string[];
  readonly customerWaitMs: number;
  /** Where KasPro is; tests that tell it nothing need none. */
  readonly kasproUrl: string;
}

/** One instance of payments. */
export function startPaymentsInstance(options: InstanceOptions): Promise<Instance> {
  const { group, topics, customerWaitMs, kasproUrl, ...own } = options;
  const stage = { ...own, service: 'payments', level: 'warn' } as const;
  const environment = readEnvironment(paymentsEnvironment, {
    ...stageEnvironment(stage, kasproUrl),
    EVENT_SEALING_KEY: KEY.toString('base64'),
    LOOKUP_KEY: KEY.toString('base64'),
    CUSTOMER_WAIT_S: String(customerWaitMs / 1_000),
    RULES_LEAD_S: '1',
  });
  return startInstance(stage, (platform, life) =>
    startPayments(platform, environment, life, { group, topics }),
  );
}
