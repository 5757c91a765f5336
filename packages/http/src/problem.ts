import type { Language, TextArgs } from '@angkutan/languages';
import type { ProblemTable } from './problem-table.ts';

export interface FieldError {
  /** Where the field is, as `body.consents.terms` or `query.limit`. */
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** A refusal, as a value: the code says which texts and status of the table it answers with. */
export interface Problem {
  readonly problem: string;
  /** What fills the text's placeholders. */
  readonly args: TextArgs;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors?: readonly FieldError[];
}

/** Refuses with the kind that the table lists under `code`. `headers` e.g. `{'Retry-After': '5'}`. */
export function problem(
  code: string,
  args: TextArgs = {},
  headers: Problem['headers'] = {},
): Problem {
  return { problem: code, args, headers };
}

/** Thrown where a return value cannot travel: in middleware. Handlers return their problems. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly problem: Problem;
  constructor(refused: Problem) {
    super(refused.problem);
    this.problem = refused;
  }
}

/** The RFC 9457 document for a problem. A code that the table does not list is our bug, and thrown. */
export function problemDocument(
  refused: Problem,
  table: ProblemTable,
  { language, traceId }: { language: Language; traceId: string },
): { status: number; document: object } {
  const code = refused.problem;
  const kind = Object.hasOwn(table, code) ? table[code] : undefined;
  if (!kind) throw new Error(`AKT_PROBLEM_TABLE_INCOMPLETE: ${code}`);
  const document = {
    type: `urn:angkutan:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title: kind.title(language),
    status: kind.status,
    detail: kind.detail(language, refused.args),
    code,
    traceId,
    ...(refused.errors ? { errors: refused.errors } : {}),
  };
  return { status: kind.status, document };
}
