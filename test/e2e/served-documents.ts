/** The OpenAPI documents that the running services serve, whichever services there are. */
import { call, readStack } from '@angkutan/local';
import { inject } from 'vitest';

type Schema = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
  example?: unknown;
}

interface Described {
  readonly operationId: string;
  readonly 'x-roles': readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { schema: Schema; example?: unknown }>>;
  };
  readonly responses: Readonly<Record<string, { links?: Readonly<Record<string, unknown>> }>>;
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}

export interface Operation extends Described {
  /** `POST /v1/tips`, as people call it. */
  readonly label: string;
  readonly method: string;
  readonly path: string;
}

export interface Served {
  readonly service: string;
  readonly url: string;
  readonly document: OpenApi;
}

/** Every service of the stack file, with what it serves. */
export async function servedDocuments(): Promise<readonly Served[]> {
  const services = readStack(inject('e2e').stateDir)?.services ?? {};
  return Promise.all(
    Object.entries(services).map(async ([service, { url }]) => ({
      service,
      url,
      document: await call<OpenApi>({ url: `${url}/openapi.json` }),
    })),
  );
}

/**
 * A copy of the document with the operations of a role alone, and the links between them; without those that one
 * of `others` may call as well.
 */
export function documentFor(role: string, document: OpenApi, others: readonly string[]): OpenApi {
  const mine = operationsOf(document).filter(
    ({ 'x-roles': roles }) =>
      roles.includes(role) && !others.some((other) => roles.includes(other)),
  );
  const known = new Set(mine.map(({ operationId }) => operationId));
  const paths: Record<string, Record<string, Described>> = {};
  for (const { path, method, label: _label, ...described } of structuredClone(mine)) {
    for (const answer of Object.values(described.responses)) dropLinks(answer, known);
    (paths[path] ??= {})[method.toLowerCase()] = described;
  }
  return { ...document, paths };
}

function dropLinks(answer: Described['responses'][string], known: ReadonlySet<string>): void {
  const links = Object.entries(answer.links ?? {}).filter(([target]) => known.has(target));
  if (links.length > 0) answer.links = Object.fromEntries(links);
  else delete answer.links;
}

export function operationsOf({ paths }: OpenApi): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([name, described]) => {
      const method = name.toUpperCase();
      return { ...described, method, path, label: `${method} ${path}` };
    }),
  );
}
