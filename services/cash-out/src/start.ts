/** Wires cash-out: its parts, what sends to KasPro, and the entrances to its one work. */
import { type Message, startConsumer, verdictFor, type Work } from '@angkutan/messaging';
import { createDesk, getInstructions, postInstructionResolutions } from '@angkutan/operator-desk';
import { type Life, type OperatedConsumer, type Platform, startJob } from '@angkutan/service';
import type { CashOutWork } from './cash-out-work.ts';
import type { CashOutEnvironment } from './config.ts';
import { CONSUMED_TOPICS, CONSUMED_TYPES, isWanted } from './consumers/consumed.ts';
import type { Request } from './domain/cash-out.ts';
import { type Decision, REFUSAL_CODES, rejected } from './domain/codes.ts';
import { getBanks } from './http/get-banks.ts';
import { getCashOut } from './http/get-cash-out.ts';
import { getQuote } from './http/get-quote.ts';
import { postCashOuts } from './http/post-cash-outs.ts';
import { PROBLEMS } from './http/problems.ts';
import { forgetBeneficiaries } from './jobs/forget-beneficiaries.ts';
import { openParts, type Parts } from './parts.ts';
import { startPayouts } from './start-payouts.ts';
import { forgetEndedBefore } from './store/forget.ts';
import { findCashOuts, type Loaded } from './store/load.ts';
import type { Change } from './working-set.ts';

/** No event here waits for another: what an answer is about was committed before it was asked for. */
const WAIT_LIMIT_MS = 60_000;
const FORGET_EVERY_MS = 6 * 3_600_000;

/** Other names than the platform's own, for a test beside others. */
export interface Names {
  readonly group?: string;
  readonly topics?: readonly string[];
}

export async function startCashOut(
  platform: Platform,
  environment: CashOutEnvironment,
  life: Pick<Life, 'onStop' | 'fail'>,
  { group = 'angkutan.cash-out', topics = CONSUMED_TOPICS }: Names = {},
): Promise<void> {
  const parts = await openParts(platform, environment, life);
  startPayouts(parts);
  startForgetting(parts);
  const consumer = await startConsumer({
    ...platform,
    executor: parts.executor,
    group,
    topics,
    types: CONSUMED_TYPES,
    isWanted,
    work: overEvents(parts.work),
    waitLimitMs: WAIT_LIMIT_MS,
    onDead: (error) => life.fail('consumer', error),
  });
  life.onStop('consumer', () => consumer.stop());
  await serve(parts, { ...consumer, group, topics });
}

function startForgetting({ platform, life, rows }: Parts): void {
  const now = (): Date => new Date();
  const forget = (endedBefore: Date): Promise<number> => forgetEndedBefore(rows, endedBefore);
  const job = startJob({
    name: 'forget-beneficiaries',
    everyMs: FORGET_EVERY_MS,
    run: () => forgetBeneficiaries({ forget, now }),
    logger: platform.logger,
  });
  life.onStop('forget-beneficiaries', () => job.stop());
}

/** The one work, over what a consumer delivers. */
const overEvents = (work: CashOutWork): Work<Message, Loaded, Change> => ({
  ...work,
  load: (messages, tx) =>
    work.load(
      messages.map(({ event }) => ({ type: 'event', event })),
      tx,
    ),
  continues: ({ event }, loaded) => work.continues?.({ type: 'event', event }, loaded),
  decide: ({ event }, loaded, context) => work.decide({ type: 'event', event }, loaded, context),
});

async function serve(parts: Parts, consumer: OperatedConsumer): Promise<void> {
  const { platform, rows, rules, fields, kaspro, instructions, tell } = parts;
  const desk = createDesk(rows, (message) => tell([message]));
  const find = async (cashOutId: string) => (await findCashOuts(rows, [cashOutId]))[0];
  await platform.serve({
    problems: PROBLEMS,
    readiness: () => ({ consumer: consumer.isAlive() }),
    operations: {
      consumers: [consumer],
      breakers: () => kaspro.breakers(),
      instructions,
      acts: { desk, refusals: ['INSTRUCTION_NOT_FOUND', 'INSTRUCTION_NOT_MANUAL'] },
    },
    routes: [
      getBanks,
      getQuote({ loadRules: rules.load, now: () => new Date() }),
      postCashOuts({ fields, find, request: requestIn(parts) }),
      getCashOut({ fields, find }),
      getInstructions(instructions),
      postInstructionResolutions(desk, 'required'),
    ],
  });
}

const requestIn =
  ({ tell }: Parts) =>
  async (request: Request, traceparent: string): Promise<Decision<unknown>> => {
    const verdict = verdictFor(await tell([{ type: 'request', request }], traceparent));
    if (verdict.status === 'done') return { accepted: true, events: verdict.changes };
    const code = REFUSAL_CODES.find((known) => known === verdict.code);
    if (code === undefined) throw new Error(`AKT_UNKNOWN_REJECTION: ${verdict.code}`);
    return rejected(code, verdict.detail);
  };
