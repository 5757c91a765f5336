import {
  type AppOptions,
  type Auth,
  createApp,
  type ProblemTable,
  type Readiness,
  type Route,
} from '@angkutan/http';
import type { Executor } from '@angkutan/messaging';
import {
  type Acts,
  createOperations,
  type Operated,
  type OperatedConsumer,
  OPERATIONS_PROBLEMS,
} from '@angkutan/operations';
import { DESK_PROBLEMS } from '@angkutan/operator-desk';
import type { Logger } from '@angkutan/telemetry';

/** What of a service its operators see and do; the platform adds what all services have. */
export interface OperatedParts extends Pick<
  Operated,
  'breakers' | 'canary' | 'instructions' | 'steps'
> {
  /** Default none. */
  readonly consumers?: readonly OperatedConsumer[];
  /** Absent where nothing that the service does moves money. */
  readonly acts?: Acts;
}

export interface Site extends Pick<AppOptions, 'pages'> {
  readonly operations: OperatedParts;
  readonly routes: readonly Route[];
  readonly problems: ProblemTable;
  readonly readiness: Readiness;
}

interface SiteParts extends Pick<Operated, 'service' | 'version' | 'connection' | 'codec'> {
  readonly logger: Logger;
  readonly executor: Executor;
  readonly auth: Auth;
}

export interface CreatedSite {
  readonly app: ReturnType<typeof createApp>;
  /** Carries replays on; to be run every second. */
  readonly carryOn: () => Promise<boolean>;
}

/** The whole HTTP side of a service: its own routes, and those by which operators run it. */
export async function createSite(
  parts: SiteParts,
  { operations: { acts, consumers = [], ...shown }, ...site }: Site,
  trustedProxies = 0,
): Promise<CreatedSite> {
  const operated = { ...parts, ...shown, consumers };
  const operations = await createOperations(operated, parts.executor, acts);
  const routes = [...site.routes, ...operations.routes];
  const problems = { ...OPERATIONS_PROBLEMS, ...(acts && DESK_PROBLEMS), ...site.problems };
  const app = createApp({ ...parts, ...site, routes, problems, trustedProxies });
  return { app, carryOn: operations.carryOn };
}
