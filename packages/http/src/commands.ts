/** What was asked of a service by HTTP, as stories tell it: beside the idempotency key, and no longer than it. */
import type { Connection } from 'mongoose';
import type { Context } from './context.ts';
import type { Rendered } from './rendered.ts';
import type { Route } from './route.ts';

export const IDEMPOTENCY_KEYS = 'idempotency_keys';
/** Ids of one command, and commands of one story. */
const IDS_MAX = 20;
const FOUND_MAX = 100;

/** Who asked is told by role: names and numbers are nobody's business here. */
export interface Command {
  /** Such as `POST /v1/tips`. */
  readonly route: string;
  readonly role: string;
  readonly status: number;
  readonly traceId: string;
  readonly requestId: string;
  readonly at: Date;
  /** The ids in what was asked and answered: `rideId`, `paymentId`. */
  readonly ids: readonly string[];
}

interface Asked {
  readonly route: Pick<Route, 'method' | 'path'>;
  readonly role: string;
  readonly context: Context;
  readonly at: Date;
  readonly input: { readonly params: unknown; readonly body?: unknown };
}

/** `answer`: as it was rendered, of which only the ids are kept. Undefined when there are none. */
export function commandOf(asked: Asked, answer: Rendered): Command | undefined {
  const { route, role, context, at, input } = asked;
  const { traceId, requestId } = context;
  const ids = [input.params, input.body, parsed(answer)].flatMap(idsOf);
  if (ids.length === 0) return undefined;
  return {
    route: `${route.method.toUpperCase()} ${route.path}`,
    role,
    status: answer.status,
    traceId,
    requestId,
    at,
    ids: [...new Set(ids)].slice(0, IDS_MAX),
  };
}

/** The commands of the last 24 hours in which one of these ids stands. */
export async function commandsOf(
  connection: Connection,
  ids: readonly string[],
): Promise<readonly Command[]> {
  const rows = connection.collection<{ command?: Command }>(IDEMPOTENCY_KEYS);
  const found = rows.find({ 'command.ids': { $in: [...ids] } }).limit(FOUND_MAX);
  return (await found.toArray()).flatMap(({ command }) => command ?? []);
}

const idsOf = (told: unknown): string[] =>
  typeof told === 'object' && told !== null
    ? Object.entries(told).flatMap(([name, value]) =>
        name.endsWith('Id') && typeof value === 'string' ? [value] : [],
      )
    : [];

function parsed({ headers, body }: Rendered): unknown {
  return headers['Content-Type']?.startsWith('application/json') ? JSON.parse(body) : undefined;
}
