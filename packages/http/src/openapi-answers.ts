import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { pathNames } from './input.ts';
import type { ProblemTable } from './problem-table.ts';
import { refusalsOf } from './refusals.ts';
import type { Route } from './route.ts';
import { z } from './zod.ts';

type Answers = RouteConfig['responses'];
type Answer = Exclude<Answers[string], { $ref: string }>;
type Links = NonNullable<Answer['links']>;

export const ProblemSchema = z.strictObject({
  type: z.string().regex(/^urn:angkutan:problem:[a-z0-9-]+$/),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string().regex(/^[A-Z0-9_]+$/),
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  errors: z
    .array(z.strictObject({ field: z.string(), code: z.string(), message: z.string() }))
    .optional(),
});

/** The headers that answers carry, as components. */
export const HEADERS = {
  'Retry-After': {
    description: 'Come again after so many seconds',
    required: true,
    schema: { type: 'integer', minimum: 1 },
  },
  'Retry-After-If-Known': {
    description: 'Come again after so many seconds; absent where waiting does not help',
    schema: { type: 'integer', minimum: 1 },
  },
  'WWW-Authenticate': { required: true, schema: { type: 'string' } },
  'Content-Language': { required: true, schema: { type: 'string', pattern: '^(id|en)$' } },
  'Idempotency-Replayed': {
    description: 'There when this is the first answer to the same key, again',
    schema: { type: 'string', pattern: '^true$' },
  },
} as const;

const header = (name: keyof typeof HEADERS) => ({ $ref: `#/components/headers/${name}` });

/** What a route answers when it does what was asked. */
export function answersOf(route: Route, links: Links): Answers {
  const replayed = { 'Idempotency-Replayed': header('Idempotency-Replayed') };
  const inLanguage = { 'Content-Language': header('Content-Language') };
  return Object.fromEntries(
    Object.entries(route.answers).map(([status, { description, schema, spoken, csv }]) => {
      const table = csv === true && { 'text/csv': { schema: { type: 'string' as const } } };
      const content = schema && { content: { 'application/json': { schema }, ...table } };
      const carried = { ...(route.idempotent && replayed), ...(spoken && inLanguage) };
      const headers = Object.keys(carried).length > 0 && { headers: carried };
      const leads = Object.keys(links).length > 0 && { links };
      return [status, { description, ...content, ...headers, ...leads }];
    }),
  );
}

/** What a route answers when it refuses: a problem per status, with the codes that it may have. */
export function refusedAnswersOf(route: Route, problems: ProblemTable): Answers {
  const codes = refusalsOf(route).map((code) => ({ code, status: statusOf(code, problems) }));
  const byStatus = Map.groupBy(codes, ({ status }) => status);
  return Object.fromEntries(
    [...byStatus].map(([status, refusals]) => [
      status,
      refusedAnswer(
        status,
        refusals.map(({ code }) => code),
      ),
    ]),
  );
}

function statusOf(code: string, problems: ProblemTable): number {
  const status = problems[code]?.status;
  if (status === undefined) throw new Error(`AKT_PROBLEM_TABLE_INCOMPLETE: ${code}`);
  return status;
}

function refusedAnswer(status: number, codes: readonly string[]): Answer {
  const properties = { status: { const: status }, code: { enum: [...codes] } };
  const schema = { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties }] };
  return {
    description: codes.join(', '),
    headers: { 'Content-Language': header('Content-Language'), ...headersOf(status) },
    content: { 'application/problem+json': { schema } },
  };
}

function headersOf(status: number) {
  if (status === 401) return { 'WWW-Authenticate': header('WWW-Authenticate') };
  if (status === 409) return { 'Retry-After': header('Retry-After-If-Known') };
  return status === 429 || status === 503 ? { 'Retry-After': header('Retry-After') } : {};
}

/** Where an id that a POST answers leads: to every route whose path asks for nothing else. */
export function linksOf(route: Route, routes: readonly Route[]): Links {
  if (route.method !== 'post') return {};
  const schemas = Object.values(route.answers).map(({ schema }) => schema);
  const known = new Set(schemas.flatMap((schema) => fieldsOf(schema)));
  const asked = ({ path }: Route) => pathNames(path);
  const targets = routes.filter(
    (one) => one !== route && asked(one).length > 0 && asked(one).every((name) => known.has(name)),
  );
  return Object.fromEntries(
    targets.map(({ operationId, path }) => {
      const parameters = pathNames(path).map((name) => [name, `$response.body#/${name}`]);
      return [operationId, { operationId, parameters: Object.fromEntries(parameters) }];
    }),
  );
}

function fieldsOf(schema: unknown): string[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((one) => fieldsOf(one));
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}
