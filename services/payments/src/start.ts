import { lookupHash, open, seal } from '@angkutan/events';
import type { Route } from '@angkutan/http';
import { type Message, startConsumer, type Work } from '@angkutan/messaging';
import {
  createDesk,
  type Desk,
  getInstructions,
  postInstructionResolutions,
} from '@angkutan/operator-desk';
import type { Life, Platform } from '@angkutan/service';
import { createAddRules, createAsk } from './ask.ts';
import type { PaymentsEnvironment } from './config.ts';
import { CONSUMED_TOPICS, CONSUMED_TYPES } from './consumers/consumed.ts';
import type { Act } from './domain/act.ts';
import { newCase } from './domain/ride.ts';
import type { ReadCase } from './http/access.ts';
import { getPayment } from './http/get-payment.ts';
import { getRidePayment } from './http/get-ride-payment.ts';
import { getRules } from './http/get-rules.ts';
import { postQrisInquiry } from './http/post-qris-inquiry.ts';
import { postQrisPayments } from './http/post-qris-payments.ts';
import { postRefunds } from './http/post-refunds.ts';
import { postRules } from './http/post-rules.ts';
import { postTips } from './http/post-tips.ts';
import { postTransfers } from './http/post-transfers.ts';
import { PROBLEMS } from './http/problems.ts';
import { openParts, type Parts } from './parts.ts';
import type { PaymentsWork } from './payments-work.ts';
import { startCanary } from './start-canary.ts';
import { startQris } from './start-qris.ts';
import { findCases, type Loaded } from './store/load.ts';
import type { Change } from './working-set.ts';

/** Names of its own, for tests that share a broker. */
interface Names {
  readonly group?: string;
  readonly topics?: readonly string[];
}

/** Why an operator's act can turn out undoable. */
const ACT_REFUSALS = [
  'PAYMENT_NOT_FOUND',
  'PAYMENT_NOT_REFUNDABLE',
  'PAYMENT_NOT_SETTLED',
  'REFUND_ABOVE_PAID',
  'CUSTOMER_NOT_FOUND',
  'INSTRUCTION_NOT_FOUND',
  'INSTRUCTION_NOT_MANUAL',
];

/** Wires payments to the platform's parts: one consumer, one worker, the routes. */
export async function startPayments(
  platform: Platform,
  environment: PaymentsEnvironment,
  life: Pick<Life, 'onStop' | 'fail'>,
  { group = 'angkutan.payments', topics = CONSUMED_TOPICS }: Names = {},
): Promise<void> {
  const parts = await openParts(platform, environment, life);
  const desk = createDesk(parts.rows, (message) => parts.tell([message]));
  startQris(parts);
  const canary = startCanary(parts);
  const consumer = await startConsumer({
    ...platform,
    executor: parts.executor,
    group,
    topics,
    types: CONSUMED_TYPES,
    work: overEvents(parts.work),
    waitLimitMs: environment.CUSTOMER_WAIT_S * 1_000,
    onDead: (error) => life.fail('consumer', error),
  });
  life.onStop('consumer', () => consumer.stop());
  await platform.serve({
    routes: routesOf(parts, desk),
    problems: PROBLEMS,
    readiness: () => ({ consumer: consumer.isAlive() }),
    operations: {
      consumers: [{ ...consumer, group, topics }],
      breakers: () => parts.kaspro.breakers(),
      instructions: parts.instructions,
      canary,
      acts: { desk, refusals: ACT_REFUSALS },
    },
  });
}

/** The one work, over what a consumer delivers. */
const overEvents = (work: PaymentsWork): Work<Message, Loaded, Change> => ({
  ...work,
  load: (messages, tx) =>
    work.load(
      messages.map(({ event }) => ({ type: 'event', event })),
      tx,
    ),
  continues: ({ event }, loaded) => work.continues?.({ type: 'event', event }, loaded),
  decide: ({ event }, loaded, context) => work.decide({ type: 'event', event }, loaded, context),
});

function routesOf(
  { environment, rows, rules, instructions, tell }: Parts,
  desk: Desk<Act>,
): Route[] {
  const { EVENT_SEALING_KEY: sealingKey, LOOKUP_KEY: lookupKey } = environment;
  const readCase: ReadCase = async (caseId) =>
    (await findCases(rows, [caseId])).get(caseId) ?? newCase(caseId);
  const ask = createAsk(tell);
  return [
    getPayment(readCase, (sealed, paymentId) =>
      open(sealingKey, Buffer.from(sealed, 'base64'), paymentId),
    ),
    getRidePayment(readCase),
    postTips(ask),
    postTransfers({
      ask,
      customerByNumber: async (number) =>
        (await rows.customers.findOne({ phoneHash: lookupHash(lookupKey, number) }))?._id,
      sealNote: (note, paymentId) => seal(sealingKey, note, paymentId).toString('base64'),
    }),
    postQrisInquiry(),
    postQrisPayments(ask),
    postRefunds(ask, desk),
    getInstructions(instructions),
    postInstructionResolutions(desk, 'optional'),
    getRules({ load: rules.load, now: () => new Date() }),
    postRules(createAddRules(tell)),
  ];
}
