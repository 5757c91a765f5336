import { ASSUMED_PATHS, GIVEN_PATHS, HEADERS, verifySignature } from '@angkutan/kaspro';
import { Router, type Request, type Response } from 'express';
import type { AnswerGiven } from '../call-log.ts';
import type { CallOperation } from '../fault-rules.ts';
import { jsonOf, readRaw } from '../raw-body.ts';
import type { Simulation } from '../simulation.ts';
import { answer, sendText } from './answering.ts';
import { bankTransfer } from './bank-transfer.ts';
import { ekyc } from './ekyc.ts';
import { accountInquiry, statement, status } from './enquiries.ts';
import { requestOtp, validateOtp } from './otp.ts';
import { p2p } from './p2p.ts';
import type { ProviderCall, ProviderEndpoint } from './provider-call.ts';
import { referenceIn } from './read-body.ts';
import { UnreadableCall } from './refusal.ts';
import { register } from './register.ts';

/** The provider's own endpoints: signed, and open to faults. P2P comes first because it is called most. */
export function providerRoutes(simulation: Simulation): Router {
  const router = Router();
  const serve =
    (operation: CallOperation, endpoint: ProviderEndpoint) =>
    async (request: Request, response: Response) =>
      receive({ operation, endpoint, request, response, simulation });
  router.post(GIVEN_PATHS.transfer, serve('p2p', p2p));
  router.get(ASSUMED_PATHS.status, serve('status', status));
  router.post(GIVEN_PATHS.payout, serve('bank-transfer', bankTransfer));
  router.get(GIVEN_PATHS.requestOtp, serve('otp', requestOtp));
  router.post(GIVEN_PATHS.validateOtp, serve('otp', validateOtp));
  router.post(GIVEN_PATHS.register, serve('register', register));
  router.post(GIVEN_PATHS.ekyc, serve('ekyc', ekyc));
  router.get(ASSUMED_PATHS.statement, serve('statement', statement));
  router.get(ASSUMED_PATHS.accountInquiry, serve('account-inquiry', accountInquiry));
  return router;
}

interface Incoming {
  readonly operation: CallOperation;
  readonly endpoint: ProviderEndpoint;
  readonly request: Request;
  readonly response: Response;
  readonly simulation: Simulation;
}

async function receive({ operation, endpoint, request, response, simulation }: Incoming) {
  const raw = await readRaw(request);
  const objection = objectionTo(request, raw, simulation);
  if (objection) {
    sendText(response, 401, JSON.stringify({ message: objection }));
    return;
  }
  const query = new URL(request.originalUrl, 'http://kaspro').searchParams;
  const call = { query, body: jsonOf(raw), executesAgain: false };
  const answered = logCall(operation, call, simulation);
  try {
    answered(await answer({ operation, endpoint, call, response, simulation }));
  } catch (error) {
    if (!(error instanceof UnreadableCall)) throw error;
    answered(sendText(response, 400, JSON.stringify({ message: error.message })));
  }
}

function objectionTo(
  request: Request,
  body: Buffer,
  { partnerId, secret }: Simulation,
): string | undefined {
  if (request.get(HEADERS.partnerId) !== partnerId) return 'Unknown partner';
  if (!request.get(HEADERS.externalId)) return `${HEADERS.externalId} is missing`;
  const signed = {
    method: request.method,
    path: request.originalUrl,
    body,
    timestamp: request.get(HEADERS.timestamp) ?? '',
    signature: request.get(HEADERS.signature) ?? '',
  };
  const check = verifySignature(secret, signed, new Date());
  return check.ok ? undefined : check.reason;
}

function logCall(
  operation: CallOperation,
  { body, query }: ProviderCall,
  { calls }: Simulation,
): (answer: AnswerGiven) => void {
  const inBody = referenceIn.safeParse(body);
  const name = inBody.success ? inBody.data.partnerReference : query.get('partnerReference');
  return name ? calls.received(name, operation) : () => undefined;
}
