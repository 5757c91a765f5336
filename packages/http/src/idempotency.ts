// A keyed request lives: absent → running (locked) → done. Done answers are replayed for 24 hours.
// A handler that throws, or answers 429, 5xx or a Retry-After, has finished nothing: the row goes, and
// the client may try again with the same key. A process that dies leaves `running`; once its lock has passed,
// the next try takes it over and runs the handler again, which therefore derives its ids from the
// key. Answers may hold accounts and names: they are sealed with a key derived from the client's
// Idempotency-Key, of which only a hash is stored; the ids in it are kept beside it, for stories.
import { createHash, randomUUID } from 'node:crypto';
import type { Command } from './commands.ts';
import { openAnswer, sealAnswer } from './answer-seal.ts';
import type { IdempotencyRows } from './idempotency-rows.ts';
import { problem, type Problem } from './problem.ts';
import type { Rendered } from './rendered.ts';

export interface Keyed {
  /** Who shares a key: caller, operation and the key itself. */
  readonly scope: readonly [sub: string, operationId: string, key: string];
  /** The canonical text of what was asked. */
  readonly request: string;
  /** What stories tell of it, once it is answered; nothing of what is not about anything. */
  readonly commandOf?: (answer: Rendered) => Command | undefined;
}

/** Runs each key once and replays its answer; refuses another body (422) and a running key (409). */
export async function runOnce(
  rows: IdempotencyRows,
  { scope, request, commandOf }: Keyed,
  run: () => Promise<Rendered>,
): Promise<Rendered | Problem> {
  const secret = scope.join('\0');
  const claim = { id: digest(secret), lock: randomUUID(), request: digest(request) };
  const claimed = await rows.claim(claim, new Date());
  if (claimed === 'other-request') return problem('IDEMPOTENCY_KEY_REUSED');
  if (claimed === 'running') return problem('IDEMPOTENCY_IN_PROGRESS', {}, { 'Retry-After': '1' });
  if (claimed !== 'mine') {
    const first = openAnswer(claimed.answer, secret);
    return { ...first, headers: { ...first.headers, 'Idempotency-Replayed': 'true' } };
  }
  let rendered: Rendered;
  try {
    rendered = await run();
  } catch (error) {
    await rows.release(claim);
    throw error;
  }
  if (isUnfinished(rendered)) await rows.release(claim);
  else await rows.keep(claim, sealAnswer(rendered, secret), commandOf?.(rendered));
  return rendered;
}

function isUnfinished({ status, headers }: Rendered): boolean {
  return status === 429 || status >= 500 || 'Retry-After' in headers;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
