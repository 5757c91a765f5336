import { randomUUID } from 'node:crypto';
import { HEADERS } from './assumptions.ts';
import { createBreaker, type Breaker, type BreakerState } from './breaker.ts';
import { createBulkhead, type Bulkhead } from './bulkhead.ts';
import { createExchange, type Outgoing } from './exchange.ts';
import { noteAnswer } from './last-answer.ts';
import { outcomeOf, type Reading } from './mapping.ts';
import { countCall, measureCall, showBreaker } from './metrics.ts';
import * as limits from './operations.ts';
import type { BreakerSettings, ClassLimits, OperationClass } from './operations.ts';
import { notDone, type Outcome } from './outcome.ts';
import { recordCall } from './record-call.ts';
import { signRequest } from './signing.ts';

export interface CallerConfig {
  readonly baseUrl: string;
  readonly partnerId: string;
  readonly secret: string;
  readonly limits?: Partial<Record<OperationClass, Partial<ClassLimits>>>;
  readonly breaker?: Partial<BreakerSettings>;
  /** The clock for `X-Timestamp`. */
  readonly now?: () => Date;
}

/** One call to make. */
export interface Call<T> {
  readonly operation: string;
  readonly operationClass: OperationClass;
  readonly method: 'GET' | 'POST';
  /** With its query. */
  readonly path: string;
  readonly body?: object;
  /** `X-External-Id`; where the call has no reference of ours, one is made. */
  readonly reference?: string;
  readonly reading: Reading<T>;
  readonly answerMaxBytes?: number;
}

export interface Caller {
  call<T>(call: Call<T>): Promise<Outcome<T>>;
  breakers(): Readonly<Record<OperationClass, BreakerState>>;
  waitMs(operationClass: OperationClass): number;
  close(): void;
}

interface Lane {
  readonly limits: ClassLimits;
  readonly breaker: Breaker;
  readonly bulkhead: Bulkhead;
}

/** Sends signed calls, each through the bulkhead and the breaker of its class. `probe` is what half-open breakers ask. */
export function createCaller(config: CallerConfig, probe: Call<unknown>): Caller {
  const exchange = createExchange(config.baseUrl);
  const ask = asker(config, (outgoing) => exchange.send(outgoing));
  const laneOf = (operationClass: OperationClass): Lane => {
    const own = { ...limits.CLASS_LIMITS[operationClass], ...config.limits?.[operationClass] };
    const breaker = createBreaker({
      name: operationClass,
      timeoutMs: own.timeoutMs,
      settings: { ...limits.BREAKER_SETTINGS, ...config.breaker },
      probe: () => ask(probe, own.timeoutMs),
      onState: (state) => showBreaker(operationClass, state),
    });
    return { limits: own, breaker, bulkhead: createBulkhead(own.concurrency) };
  };
  const lanes = eachClass(laneOf);
  return {
    async call(call) {
      const lane = lanes[call.operationClass];
      // Turned away before the breaker sees it: there it would count as a success and hide a slow provider.
      const outcome = lane.bulkhead.full
        ? notDone('bulkhead-full', limits.BULKHEAD_RETRY_MS)
        : await lane.breaker.through(() =>
            lane.bulkhead.hold(() => ask(call, lane.limits.timeoutMs)),
          );
      countCall(call.operation, outcome);
      return outcome;
    },
    breakers: () => eachClass((operationClass) => lanes[operationClass].breaker.state()),
    waitMs: (operationClass) => lanes[operationClass].breaker.waitMs(),
    close() {
      for (const lane of Object.values(lanes)) lane.breaker.close();
      exchange.close();
    },
  };
}

type Send = ReturnType<typeof createExchange>['send'];

function asker(config: CallerConfig, send: Send) {
  const now = config.now ?? (() => new Date());
  return async <T>(call: Call<T>, timeoutMs: number): Promise<Outcome<T>> => {
    const startedAt = performance.now();
    const startMs = Date.now();
    const exchanged = await send(outgoingOf(call, config, now(), timeoutMs));
    measureCall(call.operation, startedAt);
    noteAnswer(exchanged);
    const outcome =
      'lost' in exchanged ? exchanged.lost : outcomeOf(exchanged.answer, call.reading);
    recordCall(call, { exchanged, outcome, startMs });
    return outcome;
  };
}

function outgoingOf(
  call: Call<unknown>,
  config: CallerConfig,
  now: Date,
  timeoutMs: number,
): Outgoing {
  const { method, path } = call;
  const body = call.body === undefined ? '' : JSON.stringify(call.body);
  const timestamp = now.toISOString();
  return {
    method,
    path,
    body,
    timeoutMs,
    answerMaxBytes: call.answerMaxBytes ?? limits.ANSWER_MAX_BYTES,
    headers: {
      'Content-Type': 'application/json',
      [HEADERS.partnerId]: config.partnerId,
      [HEADERS.timestamp]: timestamp,
      [HEADERS.externalId]: call.reference ?? randomUUID(),
      [HEADERS.signature]: signRequest(config.secret, { method, path, body, timestamp }),
    },
  };
}

function eachClass<T>(make: (operationClass: OperationClass) => T): Record<OperationClass, T> {
  return {
    otp: make('otp'),
    registration: make('registration'),
    ekyc: make('ekyc'),
    transfer: make('transfer'),
    payout: make('payout'),
    enquiry: make('enquiry'),
  };
}
