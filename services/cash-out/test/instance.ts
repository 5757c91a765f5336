import { readEnvironment } from '@angkutan/service';
import {
  type Instance,
  type Stage,
  stageEnvironment,
  startInstance,
} from '@angkutan/service-testkit';
import { cashOutEnvironment } from '../src/config.ts';
import { startCashOut } from '../src/start.ts';

export const EVENT_KEY = Buffer.alloc(32, 7);
export const FIELD_KEY = Buffer.alloc(32, 8);

interface InstanceOptions extends Omit<Stage, 'service' | 'level'> {
  readonly group: string;
  readonly topics: readonly string[];
  readonly kasproUrl: string;
  readonly processingWindowS: number;
}

/** One instance of cash-out. */
export function startCashOutInstance(options: InstanceOptions): Promise<Instance> {
  const { group, topics, kasproUrl, processingWindowS, ...own } = options;
  const stage = { ...own, service: 'cash-out', level: 'info' } as const;
  const environment = readEnvironment(cashOutEnvironment, {
    ...stageEnvironment(stage, kasproUrl),
    KASPRO_PROCESSING_WINDOW_S: String(processingWindowS),
    EVENT_SEALING_KEY: EVENT_KEY.toString('base64'),
    CASH_OUT_SEALING_KEY: FIELD_KEY.toString('base64'),
  });
  return startInstance(stage, (platform, life) =>
    startCashOut(platform, environment, life, { group, topics }),
  );
}
