import type { ServerResponse } from 'node:http';
import { REFUSALS } from '@angkutan/kaspro';
import type { AnswerGiven } from '../call-log.ts';
import type { CallOperation, FaultRule } from '../fault-rules.ts';
import type { Simulation } from '../simulation.ts';
import { halfOf, wobbled } from '../wobble.ts';
import { NOT_FOUND } from './enquiries.ts';
import { p2pTakenOn } from './p2p.ts';
import type { ProviderAnswer, ProviderCall, ProviderEndpoint } from './provider-call.ts';
import { accountsNamed, readBody, referenceIn } from './read-body.ts';
import { refusal } from './refusal.ts';

/** How long a caller that is never answered keeps its connection, unless the rule says otherwise. */
const HANG_MS = 60_000;
const LATENCY_MS = 200;
const LATE_MS = 3_000;

export interface Exchange {
  readonly operation: CallOperation;
  readonly endpoint: ProviderEndpoint;
  readonly call: ProviderCall;
  readonly response: ServerResponse;
  readonly simulation: Simulation;
}

/**
 * Lets the endpoint act, and answers what the faults switched on leave of its answer. Says what the caller got.
 * @throws UnreadableCall when the endpoint cannot read the call.
 */
export async function answer(exchange: Exchange): Promise<AnswerGiven> {
  const { operation, simulation } = exchange;
  const accounts = accountsNamed(exchange.call);
  const drawn = simulation.faults.draw(operation, accounts);
  const odd = drawn.find(({ fault }) => fault !== 'latency');
  const waitMs = drawn.reduce(
    (sum, { fault, ms }) => (fault === 'latency' ? sum + (ms ?? LATENCY_MS) : sum),
    0,
  );
  if (waitMs > 0) await simulation.timers.pause(waitMs);
  if (odd) return answerOddly(exchange, odd);
  const isOvertaken =
    operation === 'bank-transfer' &&
    simulation.faults.draw('callback', accounts, ['before-answer']).length > 0;
  return isOvertaken ? overtaken(exchange) : send(exchange, act(exchange));
}

function answerOddly(exchange: Exchange, rule: FaultRule): AnswerGiven | Promise<AnswerGiven> {
  switch (rule.fault) {
    case 'error-500':
      return sendText(exchange.response, 500, '{"message":"Internal Server Error"}');
    case 'refuse':
      return send(exchange, refusal(rule.code ?? REFUSALS.WALLET_BLOCKED));
    case 'outage':
      return reset(exchange.response);
    case 'timeout':
      return hang(exchange, rule.ms);
    case 'act-then-timeout':
      act(exchange);
      return hang(exchange, rule.ms);
    case 'act-then-reset':
      act(exchange);
      return reset(exchange.response);
    case 'late':
      return actLater(exchange, rule.ms ?? LATE_MS);
    case 'garbage':
      return sendText(exchange.response, 200, halfOf(JSON.stringify(act(exchange))));
    case 'wrong-types':
      return sendText(exchange.response, 200, wobbled(JSON.stringify(act(exchange))));
    case 'missing':
      return send(exchange, NOT_FOUND);
    case 'before-answer':
      return overtaken(exchange);
    case 'in-process':
      return send(exchange, p2pTakenOn(exchange.call, exchange.simulation));
    default:
      return send(exchange, act(exchange, rule.fault === 'duplicate'));
  }
}

function act({ endpoint, call, simulation }: Exchange, executesAgain = false): ProviderAnswer {
  return endpoint({ ...call, executesAgain }, simulation);
}

/** The transfer ends, and the callback that says so is delivered, before the caller hears that it is in process. */
async function overtaken(exchange: Exchange): Promise<AnswerGiven> {
  const { simulation, call } = exchange;
  const inProcess = act(exchange);
  const { partnerReference } = readBody(referenceIn, call.body);
  const transaction = simulation.state.transactions.ofPartner(partnerReference);
  if (inProcess.code === 1 && transaction?.withdrawalCode === null) {
    const ended = simulation.settlement.settle(transaction.reffId);
    if (ended) await simulation.callbacks.reportNow(ended);
  }
  return send(exchange, inProcess);
}

/** Nobody hears anything, and later it happens all the same. */
function actLater(exchange: Exchange, ms: number): AnswerGiven {
  readBody(referenceIn, exchange.call.body);
  exchange.simulation.timers.after(ms, () => act(exchange));
  return hang(exchange, undefined);
}

function hang({ response, simulation }: Exchange, ms: number = HANG_MS): AnswerGiven {
  simulation.timers.after(ms, () => response.socket?.destroy());
  return 'no answer';
}

function reset(response: ServerResponse): AnswerGiven {
  response.socket?.resetAndDestroy();
  return 'connection reset';
}

const send = ({ response }: Exchange, said: ProviderAnswer): AnswerGiven =>
  sendText(response, 200, JSON.stringify(said));

/** Also for what is wrong with the call itself: HTTP 400, 401. */
export function sendText(response: ServerResponse, status: number, body: string): AnswerGiven {
  const length = Buffer.byteLength(body);
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': length });
  response.end(body);
  return { status, body };
}
