import { isTransient } from '@angkutan/mongo';
import type { Logger } from '@angkutan/telemetry';
import type { ErrorRequestHandler } from 'express';
import { contextOf } from './context.ts';
import { linger } from './linger.ts';
import type { ProblemTable } from './problem-table.ts';
import { type Problem, problem, Refusal } from './problem.ts';
import { render, send } from './rendered.ts';

/** What a thrown error answers: refusals as themselves, a database that is away 503, else 500. */
function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem;
  if (!(error instanceof Error)) return problem('INTERNAL');
  if (isTransient(error)) return problem('UNAVAILABLE', {}, { 'Retry-After': '5' });
  // Express and its body parser mark what the client did wrong with a status.
  const status = 'status' in error ? error.status : 500;
  if (status === 413) return problem('BODY_TOO_LARGE');
  if (status === 415) return problem('UNSUPPORTED_MEDIA_TYPE');
  return problem(status === 400 ? 'INVALID_REQUEST' : 'INTERNAL');
}

/** The last handler: turns whatever was thrown into a problem, and logs what is not the client's doing. */
export function answerFailures(problems: ProblemTable, logger: Logger): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const context = contextOf(response);
    const refused = problemOf(error);
    const told = Object.hasOwn(problems, refused.problem) ? refused : problem('INTERNAL');
    const rendered = render(told, problems, context);
    if (rendered.status >= 500) {
      const { traceId, requestId } = context;
      logger.error({ err: error, traceId, requestId, method: request.method }, 'request failed');
    }
    await linger(request);
    // What is still to come of a refused body would be taken for the next request.
    if (!request.complete) response.set('Connection', 'close');
    send(response, rendered);
  };
}
