import { problem, type Route, route, text, z } from '@angkutan/http';
import { deadLettersOf } from '@angkutan/messaging';
import type { ApprovalRows } from '@angkutan/operator-desk';
import { record } from './audit.ts';
import type { Replaying } from './post-replays.ts';

const NOTE_MAX = 500;
const NOTE = 'NOTE';

/** What an operator told the others of a cause: "mended in 1.4.2, do not replay before". */
export interface Note {
  readonly text: string;
  readonly by: string;
  readonly at: Date;
}

/** The latest note of each of these causes. A note is a row of the audit: earlier ones are there. */
export async function notesOf(
  { audit }: Pick<ApprovalRows<never>, 'audit'>,
  causes: readonly string[],
): Promise<ReadonlyMap<string, Note>> {
  const rows = await audit
    .find({ subject: { $in: [...causes] }, act: NOTE })
    .sort({ at: 1, _id: 1 })
    .toArray();
  return new Map(
    rows.map(({ subject, reason, actor, at }) => [subject, { text: reason, by: actor, at }]),
  );
}

export const postNotes = ({ connection, rows }: Replaying): Route =>
  route({
    method: 'post',
    path: '/v1/operations/causes/{cause}/notes',
    operationId: 'noteCause',
    summary: 'Tells the other operators something of a cause; the latest note is shown beside it',
    roles: ['ops-act'],
    idempotent: true,
    body: z.strictObject({ note: text(NOTE_MAX) }),
    answers: {
      200: { description: 'It is shown', schema: z.strictObject({ cause: z.string() }) },
    },
    refusals: ['CAUSE_NOT_FOUND'],
    async handle({ params: { cause }, body: { note }, caller: { sub: actor } }) {
      if (!(await deadLettersOf(connection).findOne({ status: 'DEAD', cause }))) {
        return problem('CAUSE_NOT_FOUND');
      }
      await record(rows, { act: NOTE, subject: cause, actor, reason: note });
      return { status: 200, body: { cause } };
    },
  });
