import { createCatalogue } from '@angkutan/languages';
import { connect } from '@angkutan/mongo';
import { createLogger } from '@angkutan/telemetry';
import { startTokenIssuer, testDatabase } from '@angkutan/testkit';
import { createApp, listen, problemTable, type Route } from '../src/index.ts';

const texts = createCatalogue({
  id: {
    problems: {
      RIDE_UNKNOWN: {
        title: 'Perjalanan tidak dikenal',
        detail: 'Tidak ada {{rideId}}, Anda tidak membayar {{fare, rupiah}}.',
      },
    },
  },
  en: {
    problems: {
      RIDE_UNKNOWN: {
        title: 'Unknown ride',
        detail: 'There is no {{rideId}}, you do not pay {{fare, rupiah}}.',
      },
    },
  },
});

/** An application with the given routes, served; `close()` ends all of it. */
export async function served(routes: readonly Route[], trustedProxies = 0) {
  const tokens = await startTokenIssuer();
  const database = testDatabase('http');
  const connection = await connect(database.uri, { name: database.name });
  const lines: string[] = [];
  const logger = createLogger({
    service: 'test',
    destination: { write: (line) => void lines.push(line) },
  });
  const ready = { mongodb: true };
  const app = createApp({
    service: 'test',
    version: '1.2.3',
    routes,
    problems: problemTable(texts, { RIDE_UNKNOWN: 422 }),
    auth: tokens,
    connection,
    logger,
    readiness: () => ready,
    trustedProxies,
  });
  const { url, close } = await listen(app, 0);
  return {
    url,
    connection,
    tokens,
    database,
    lines,
    ready,
    async close() {
      await close();
      await connection.close();
      await database.drop();
      await tokens.close();
    },
  };
}

export type Served = Awaited<ReturnType<typeof served>>;

interface Asking extends Omit<RequestInit, 'headers'> {
  readonly json?: unknown;
  readonly headers?: Record<string, string>;
}

/** Asks with JSON, and answers status, headers and the body as JSON (text when it is none). */
export async function ask(url: string, init: Asking = {}) {
  const { json, ...rest } = init;
  const body = json === undefined ? {} : { method: 'POST', body: JSON.stringify(json) };
  const headers = { 'content-type': 'application/json', connection: 'close', ...rest.headers };
  const response = await fetch(url, { ...body, ...rest, headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: asJson(text) };
}

function asJson(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
