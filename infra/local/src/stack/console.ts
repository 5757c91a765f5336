/** Those who look on at the local stack: the watcher, and the console, whose one link signs in. Both know every instance. */
import { join } from 'node:path';
import workspace from '../../../../package.json' with { type: 'json' };
import type { Environment, Session } from '../process/session.ts';
import { runTool } from '../downloads/tool.ts';
import { startProgram } from './node-program.ts';
import type { SigningKey } from './signing-key.ts';
import type { Instance } from './stack-file.ts';
import { SERVICES, type StackPorts } from './stack-ports.ts';

/** They look at the services for as long as a development stack may run. */
const TOKEN_LIFE_S = 30 * 86_400;

export interface Console extends Instance {
  /** Signs a browser in as a development `ops-act`. */
  readonly signInUrl: string;
}

export interface LookingOn {
  readonly root: string;
  readonly ports: StackPorts;
  readonly environment: Environment;
  readonly key: SigningKey;
  /** KasPro's simulator: the page "break it" is there for it alone. */
  readonly sandboxUrl: string | undefined;
}

export interface Onlookers {
  readonly watcher: Instance;
  readonly console: Console;
}

/** Builds the web app; a second time nothing is done unless its sources have changed. */
export async function buildConsole(session: Session, root: string): Promise<void> {
  await runTool(session, {
    what: "the console's web app",
    verb: 'Building',
    // Through the pinned pnpm, which turbo wants to find.
    file: 'npx',
    args: ['--yes', '--prefer-offline', workspace.packageManager, '--silent', 'run', 'build'],
    cwd: root,
  });
}

/** `onRunning` is told whenever one of them has begun, as soon as both are there. */
export async function startOnlookers(
  session: Session,
  options: LookingOn,
  onRunning: (running: Onlookers) => void,
): Promise<void> {
  let [watcher, console]: [Instance?, Console?] = [];
  const tell = (): void => {
    if (watcher && console) onRunning({ watcher, console });
  };
  await Promise.all([
    startWatcher(session, options, (running) => {
      watcher = running;
      tell();
    }),
    startConsole(session, options, (running) => {
      console = running;
      tell();
    }),
  ]);
}

async function startConsole(
  session: Session,
  { root, ports, environment, key, sandboxUrl }: LookingOn,
  onRunning: (running: Console) => void,
): Promise<void> {
  const operator = await key.token({ sub: 'console-developer', role: 'ops-act' });
  await startProgram(session, {
    name: 'console',
    main: join(root, 'services/console/src/main.ts'),
    environment: {
      ...environment,
      PORT: String(ports.console),
      SERVICES: instancesOf(ports),
      CONSOLE_TOKEN: await key.token({ sub: 'console', role: 'ops', exp: tokenEnd() }),
      WATCHER_URL: `http://127.0.0.1:${ports.watcher}`,
      ...(sandboxUrl !== undefined && { KASPRO_SANDBOX_URL: `${sandboxUrl}/sandbox` }),
    },
    // In the fragment, so that it reaches no server's log.
    onRunning: (running) =>
      onRunning({ ...running, signInUrl: `${running.url}/#token=${operator}` }),
  });
}

async function startWatcher(
  session: Session,
  { root, ports, environment, key }: LookingOn,
  onRunning: (running: Instance) => void,
): Promise<void> {
  await startProgram(session, {
    name: 'watcher',
    main: join(root, 'services/watcher/src/main.ts'),
    environment: {
      ...environment,
      PORT: String(ports.watcher),
      SERVICES: instancesOf(ports),
      WATCHER_TOKEN: await key.token({ sub: 'watcher', role: 'ops-act', exp: tokenEnd() }),
    },
    onRunning,
  });
}

const tokenEnd = (): number => Math.floor(Date.now() / 1_000) + TOKEN_LIFE_S;

function instancesOf({ services }: StackPorts): string {
  const instances = SERVICES.map((name) => {
    const urls = services[name].map((port) => `http://127.0.0.1:${port}`);
    return `${name}=${urls.join('|')}`;
  });
  return instances.join(',');
}
