import type { Subject, SubjectBook } from '../domain/personal-data.ts';
import { heldIn } from './held.ts';
import type { CustomerRow, ErasureRow, Rows } from './rows.ts';

/** Who is in the database, and what of them: read row by row, and nothing of it is opened. */
export function createSubjectBook({ customers, erasures }: Rows): SubjectBook {
  return {
    async *subjects(customerId) {
      const whom = customerId === undefined ? {} : { _id: customerId };
      for await (const row of customers.find(whom).sort({ _id: 1 })) yield living(row);
      const gone = { ...whom, destroyed: { $exists: true } };
      for await (const row of erasures.find(gone).sort({ _id: 1 })) yield destroyed(row);
    },
  };
}

function living(row: CustomerRow): Subject {
  const { _id: customerId, restriction } = row;
  const restricted = restriction && { restrictedSince: restriction.since };
  return { customerId, held: heldIn(row), ...restricted };
}

function destroyed({
  _id: customerId,
  restricted,
  destroyed: end,
  held = [],
}: ErasureRow): Subject {
  const ended = end && { destroyedAt: end.at };
  return { customerId, held, restrictedSince: restricted.since, ...ended };
}
