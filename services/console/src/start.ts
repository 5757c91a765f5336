/** Wires the console: the looks at everything, the way to the services, and the web app. */
import { createAuthenticate } from '@angkutan/http';
import { watchGroups } from '@angkutan/messaging';
import type { Life, Platform } from '@angkutan/service';
import { Router } from 'express';
import type { ConsoleEnvironment } from './config.ts';
import { lookAtInstance } from './gateways/services.ts';
import { pages } from './http/pages.ts';
import { passOn } from './http/pass.ts';
import { createSessions } from './http/session.ts';
import { stateStream } from './http/state-stream.ts';
import { startStateFeed } from './state-feed.ts';

export async function startConsole(
  platform: Platform,
  environment: ConsoleEnvironment,
  life: Pick<Life, 'onStop' | 'fail'>,
): Promise<void> {
  const { SERVICES: addresses, CONSOLE_TOKEN, ANGKUTAN_MODE } = environment;
  const groups = await watchGroups(platform.kafka);
  life.onStop('group watch', () => groups.close());
  const { logger } = platform;
  const look = (url: string) => lookAtInstance(url, CONSOLE_TOKEN);
  const feed = startStateFeed({ addresses, look, groups, logger });
  life.onStop('state feed', () => feed.job.stop());
  const sessions = createSessions(createAuthenticate(platform.auth), ANGKUTAN_MODE !== 'local');
  await platform.serve({
    routes: [],
    problems: {},
    readiness: () => ({ looking: feed.last() !== undefined }),
    operations: {},
    pages: Router().use(
      sessions.router,
      stateStream(feed, sessions),
      passOn(addresses, sessions),
      pages(),
    ),
  });
}
