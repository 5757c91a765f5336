/** Wires the watcher: its looks, what it remembers, its acts, and the way in which it is asked. */
import { randomUUID } from 'node:crypto';
import type { ProblemTable, Route } from '@angkutan/http';
import { type GroupWatch, watchGroups } from '@angkutan/messaging';
import { record } from '@angkutan/operations';
import type { Life, Platform, ServiceAddress } from '@angkutan/service';
import { watchOpen } from './alerts.ts';
import type { WatcherEnvironment } from './config.ts';
import { createAsking } from './gateways/services.ts';
import { getIncidents } from './http/get-incidents.ts';
import { postActs } from './http/post-acts.ts';
import { problems } from './http/problems.ts';
import { createLooking } from './look-around.ts';
import { createMakeAct } from './make-act.ts';
import { openIncidents } from './store/incidents.ts';
import { startWatch, type Watch } from './watch.ts';

export interface WatchingParts extends Pick<Platform, 'connection' | 'logger'> {
  readonly groups: Pick<GroupWatch, 'states'>;
  readonly addresses: readonly ServiceAddress[];
  readonly registryUrl: string;
  readonly token: string;
  readonly moneyEveryMs: number;
}

export interface Watching extends Pick<Watch, 'incidents' | 'lastLook'> {
  readonly routes: readonly Route[];
  readonly problems: ProblemTable;
  stop(): Promise<void>;
}

export async function startWatching(parts: WatchingParts): Promise<Watching> {
  const { connection, logger, groups, addresses, registryUrl, token, moneyEveryMs } = parts;
  const asking = createAsking(token);
  const { rows, ...store } = await openIncidents(connection);
  const { incidents, lastLook, askAct, job } = await startWatch({
    look: createLooking({ addresses, asking, groups, registryUrl, now: Date.now, moneyEveryMs }),
    act: createMakeAct(asking),
    store,
    audit: ({ incident: { act, incidentId }, actor, reason }) =>
      record(rows, { act: act?.name ?? '', subject: incidentId, actor, reason }),
    newId: randomUUID,
    logger,
  });
  const routes = [getIncidents(incidents), postActs(askAct)];
  return { incidents, lastLook, routes, problems, stop: () => job.stop() };
}

export async function startWatcher(
  platform: Platform,
  environment: WatcherEnvironment,
  life: Pick<Life, 'onStop'>,
): Promise<void> {
  const {
    SERVICES: addresses,
    WATCHER_TOKEN: token,
    SCHEMA_REGISTRY_URL: registryUrl,
    MONEY_LOOK_EVERY_S: moneyEveryS,
  } = environment;
  const groups = await watchGroups(platform.kafka);
  life.onStop('group watch', () => groups.close());
  const { routes, incidents, lastLook, stop } = await startWatching({
    ...platform,
    groups,
    addresses,
    registryUrl,
    token,
    moneyEveryMs: moneyEveryS * 1_000,
  });
  life.onStop('watch', stop);
  watchOpen(incidents, lastLook);
  const readiness = () => ({ looking: lastLook() > 0 });
  await platform.serve({ routes, problems, readiness, operations: {} });
}
