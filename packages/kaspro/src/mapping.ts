import type { z } from 'zod';
import { envelope, inProcess, type Envelope } from './answers.ts';
import { DUPLICATE_REFERENCE, MAINTENANCE, refuses } from './assumptions.ts';
import type { Answer } from './exchange.ts';
import { withoutNumbers } from './fields.ts';
import { IN_PROCESS, SUCCESS } from './given.ts';
import { parseJson } from './json.ts';
import { MAINTENANCE_RETRY_MS } from './operations.ts';
import { notDone, unknown, type Outcome } from './outcome.ts';

export interface Reading<T> {
  /** Reads the envelope of a success. */
  readonly schema: z.ZodType<T>;
  /** Whether KasPro may take the call on without finishing it (code 1). */
  readonly mayBeInProcess: boolean;
}

/**
 * The outcome that an answer proves. Only code 0 with every field readable is `ok`, only a listed code refuses;
 * whatever is in doubt is `unknown`, for money may have moved: so is a success under any status but 200.
 */
export function outcomeOf<T>(answer: Answer, reading: Reading<T>): Outcome<T> {
  if (answer.status !== 200 && !mayRefuse(answer)) return oddStatus(answer);
  const json = parseJson(answer.body);
  const said = envelope.safeParse(json);
  const failure = said.success ? byFailureCode(said.data) : undefined;
  if (failure) return failure;
  if (answer.status !== 200) return oddStatus(answer);
  if (said.success) return byCode(said.data, reading);
  return unknown(json === undefined ? 'UNREADABLE_BODY' : 'WRONG_SHAPE');
}

const mayRefuse = ({ status }: Answer): boolean => status >= 400 && status < 500;
const oddStatus = ({ status }: Answer): Outcome<never> => unknown('HTTP_STATUS', String(status));

function byFailureCode({ code, message }: Envelope): Outcome<never> | undefined {
  if (refuses(code)) return { kind: 'refused', code, message: withoutNumbers(message) };
  if (code === DUPLICATE_REFERENCE) return unknown('DUPLICATE_REFERENCE');
  if (code === MAINTENANCE) return notDone('maintenance', MAINTENANCE_RETRY_MS);
  return undefined;
}

function byCode<T>(said: Envelope, reading: Reading<T>): Outcome<T> {
  if (said.code === SUCCESS) {
    const data = reading.schema.safeParse(said);
    return data.success ? { kind: 'ok', data: data.data } : unknown('WRONG_SHAPE');
  }
  if (said.code === IN_PROCESS && reading.mayBeInProcess) return takenOn(said);
  return unknown('UNKNOWN_CODE', String(said.code));
}

function takenOn(said: Envelope): Outcome<never> {
  const read = inProcess.safeParse(said.data);
  if (!read.success) return unknown('WRONG_SHAPE');
  const { reffId, ...data } = read.data ?? {};
  return { kind: 'in-process', providerReference: reffId ?? said.responseId ?? '', data };
}
