import type { Language } from './language.ts';

type Texts = Readonly<Record<Language, string>>;

/** What one problem code answers. `{name}` in a detail is replaced by the argument of that name. */
export interface ProblemKind {
  readonly status: number;
  readonly title: Texts;
  readonly detail: Texts;
}
export type ProblemTable = Readonly<Record<string, ProblemKind>>;

export interface FieldError {
  /** Where the field is, as `body.consents.terms` or `query.limit`. */
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** A refusal, as a value: the code says which texts and status of the table it answers with. */
export interface Problem {
  readonly problem: string;
  readonly args: Readonly<Record<string, string | number>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors?: readonly FieldError[];
}

/** Refuses with the kind that the table lists under `code`. `headers` e.g. `{'Retry-After': '5'}`. */
export function problem(
  code: string,
  args: Problem['args'] = {},
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

/** The RFC 9457 document for a problem. A code that no table lists is our bug: INTERNAL. */
export function problemDocument(
  refused: Problem,
  table: ProblemTable,
  { language, traceId }: { language: Language; traceId: string },
): { status: number; document: object } {
  const code = Object.hasOwn(table, refused.problem) ? refused.problem : 'INTERNAL';
  const kind = table[code];
  if (!kind) throw new Error('AKT_PROBLEM_TABLE_INCOMPLETE');
  const document = {
    type: `urn:angkutan:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title: kind.title[language],
    status: kind.status,
    detail: filled(kind.detail[language], refused.args),
    code,
    traceId,
    ...(refused.errors ? { errors: refused.errors } : {}),
  };
  return { status: kind.status, document };
}

function filled(template: string, args: Problem['args']): string {
  return template.replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(args[name] ?? hole));
}
