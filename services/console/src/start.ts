/** Wires the console: the looks at everything, the way to the services, and the web app. */
import { constants, setPriority } from 'node:os';
import { createAuthenticate } from '@angkutan/http';
import { startConsumer, watchGroups } from '@angkutan/messaging';
import { TOPICS } from '@angkutan/events';
import type { Life, Platform } from '@angkutan/service';
import { Router } from 'express';
import { createBreaks } from './breaks.ts';
import type { ConsoleEnvironment } from './config.ts';
import { lookAtInstance, storySteps } from './gateways/services.ts';
import { breakItRoutes } from './http/break-it.ts';
import { pages } from './http/pages.ts';
import { passOn } from './http/pass.ts';
import { createSessions } from './http/session.ts';
import { stateStream } from './http/state-stream.ts';
import { stories } from './http/stories.ts';
import { startStateFeed } from './state-feed.ts';
import { openRows } from './store/rows.ts';
import { createStories } from './store/stories.ts';
import { storyWork } from './story-work.ts';

const GROUP = 'angkutan.console';
/** A canary is about nobody: it has no story. */
const STORY_TOPICS = TOPICS.map(({ name }) => name).filter((name) => name !== 'angkutan.canary');
/** Nothing that it reads waits for anything. */
const WAIT_LIMIT_MS = 60_000;
/** A story may be a second late; committing every few events would cost the database what payments need of it. */
const GATHER_MS = 1_000;

export async function startConsole(
  platform: Platform,
  environment: ConsoleEnvironment,
  life: Pick<Life, 'onStop' | 'fail'>,
): Promise<void> {
  const { SERVICES: addresses, CONSOLE_TOKEN, ANGKUTAN_MODE } = environment;
  // Where it shares a machine with payments, they come first: whoever looks on may be late.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const groups = await watchGroups(platform.kafka);
  life.onStop('group watch', () => groups.close());
  const { logger } = platform;
  const look = (url: string) => lookAtInstance(url, CONSOLE_TOKEN);
  const feed = startStateFeed({ addresses, look, groups, logger });
  life.onStop('state feed', () => feed.job.stop());
  const sessions = createSessions(createAuthenticate(platform.auth), ANGKUTAN_MODE !== 'local');
  const rows = await openRows(platform.connection);
  const consumer = await startConsumer({
    ...platform,
    group: GROUP,
    topics: STORY_TOPICS,
    work: storyWork(rows),
    waitLimitMs: WAIT_LIMIT_MS,
    gatherMs: GATHER_MS,
    onDead: (error) => life.fail('consumer', error),
  });
  life.onStop('consumer', () => consumer.stop());
  const sandboxUrl = ANGKUTAN_MODE === 'local' ? environment.KASPRO_SANDBOX_URL : undefined;
  const instances = () => feed.last()?.services.flatMap((one) => [...one.instances]) ?? [];
  const breaks = sandboxUrl === undefined ? [] : createBreaks(platform, sandboxUrl, instances);
  await platform.serve({
    routes: [],
    problems: {},
    readiness: () => ({ looking: feed.last() !== undefined, consumer: consumer.isAlive() }),
    operations: { consumers: [{ ...consumer, group: GROUP, topics: STORY_TOPICS }] },
    pages: Router().use(
      sessions.router,
      stateStream(feed, sessions),
      stories(createStories(rows), storySteps(addresses), sessions),
      passOn(addresses, environment.WATCHER_URL, sessions),
      breakItRoutes(breaks, sessions),
      pages(),
    ),
  });
}
