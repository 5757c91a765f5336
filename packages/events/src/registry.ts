import { BreakingChangeError, RegistryUnavailableError } from './errors.ts';

/** A registry that takes the connection and never answers must not hold a consumer or a relay longer than this. */
export const REGISTRY_TIMEOUT_MS = 3_000;

const NOT_FOUND = { subject: 40_401, schema: 40_403 };

/** The few calls of the Confluent registry API that we make. Each throws RegistryUnavailableError when it is in trouble. */
export interface Registry {
  /** The schema of an id, or undefined when the registry says that it has none. */
  schemaById(id: number): Promise<string | undefined>;
  /** The id of a schema under a subject, or undefined when it is not registered there. */
  idOf(subject: string, schema: string): Promise<number | undefined>;
  /** Registers a schema, answers its id. @throws BreakingChangeError */
  register(subject: string, schema: string): Promise<number>;
  /** Every version must read every other, for replay reads old messages and old services read new ones. */
  requireFullCompatibility(subject: string): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly errorCode: unknown;
  readonly message: string;
  readonly field: (name: string) => unknown;
}

/** @param url the API's root; a user and password in it go as basic authorization. */
export function createRegistry(url: string, timeoutMs = REGISTRY_TIMEOUT_MS): Registry {
  const ask = asker(url, timeoutMs);
  const withSubject = (subject: string) => `/subjects/${encodeURIComponent(subject)}`;

  return {
    async schemaById(id) {
      const answer = await ask('GET', `/schemas/ids/${id}`);
      if (answer.errorCode === NOT_FOUND.schema) return undefined;
      const schema = answer.field('schema');
      if (answer.status === 200 && typeof schema === 'string') return schema;
      throw unexpected(`schema ${id}`, answer);
    },
    async idOf(subject, schema) {
      // Without normalize a reformatted schema counts as another one.
      const answer = await ask('POST', `${withSubject(subject)}?normalize=true`, { schema });
      if (answer.errorCode === NOT_FOUND.subject || answer.errorCode === NOT_FOUND.schema) {
        return undefined;
      }
      return idIn(subject, answer);
    },
    async register(subject, schema) {
      const answer = await ask('POST', `${withSubject(subject)}/versions?normalize=true`, {
        schema,
      });
      if (answer.status === 409) throw new BreakingChangeError(subject, answer.message);
      return idIn(subject, answer);
    },
    async requireFullCompatibility(subject) {
      const rule = { compatibility: 'FULL_TRANSITIVE' };
      const answer = await ask('PUT', `/config/${encodeURIComponent(subject)}`, rule);
      if (answer.status !== 200) throw unexpected(`the compatibility of ${subject}`, answer);
    },
  };
}

function idIn(subject: string, answer: Answer): number {
  const id = answer.field('id');
  if (answer.status === 200 && typeof id === 'number' && Number.isInteger(id)) return id;
  throw unexpected(subject, answer);
}

/** A 404 that does not name the missing thing is a wrong address or a proxy, and says nothing about our schema. */
const unexpected = (what: string, answer: Answer): RegistryUnavailableError =>
  new RegistryUnavailableError('BAD_ANSWER', `${what}: status ${answer.status} ${answer.message}`);

function asker(url: string, timeoutMs: number) {
  const { username, password, origin, pathname } = new URL(url);
  const root = `${origin}${pathname.replace(/\/$/, '')}`;
  const headers = {
    accept: 'application/vnd.schemaregistry.v1+json',
    'content-type': 'application/vnd.schemaregistry.v1+json',
    ...(username === '' ? {} : { authorization: basic(username, password) }),
  };
  return async (method: string, path: string, body?: object): Promise<Answer> => {
    const request = { method, headers, signal: AbortSignal.timeout(timeoutMs) };
    try {
      const response = await fetch(
        root + path,
        body === undefined ? request : { ...request, body: JSON.stringify(body) },
      );
      return readAnswer(response.status, await response.text());
    } catch (cause) {
      const timedOut = cause instanceof Error && cause.name === 'TimeoutError';
      throw timedOut
        ? new RegistryUnavailableError('TIMEOUT', `${root} gave no answer in ${timeoutMs} ms`, {
            cause,
          })
        : new RegistryUnavailableError('NETWORK', `${root} cannot be reached`, { cause });
    }
  };
}

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${decodeURIComponent(user)}:${decodeURIComponent(password)}`).toString('base64')}`;

function readAnswer(status: number, text: string): Answer {
  const content = parsed(text);
  const field = (name: string): unknown => content.get(name);
  const message = field('message');
  return {
    status,
    errorCode: field('error_code'),
    message: typeof message === 'string' ? message : '',
    field,
  };
}

function parsed(text: string): ReadonlyMap<string, unknown> {
  try {
    return new Map(Object.entries(JSON.parse(text) ?? {}));
  } catch {
    // Not JSON: a proxy's page. The status alone decides, and finds no field it could trust.
    return new Map();
  }
}
