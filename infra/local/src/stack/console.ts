/** The console of the local stack: its web app is built, it looks at every instance, and one link signs in. */
import { join } from 'node:path';
import workspace from '../../../../package.json' with { type: 'json' };
import type { Environment, Session } from '../process/session.ts';
import { runTool } from '../downloads/tool.ts';
import { startProgram } from './node-program.ts';
import type { SigningKey } from './signing-key.ts';
import type { Instance } from './stack-file.ts';
import { SERVICES, type StackPorts } from './stack-ports.ts';

/** The console looks at the services for as long as a development stack may run. */
const TOKEN_LIFE_S = 30 * 86_400;

export interface Console extends Instance {
  /** Signs a browser in as a development `ops-act`. */
  readonly signInUrl: string;
}

export interface ConsoleOptions {
  readonly root: string;
  readonly ports: StackPorts;
  readonly environment: Environment;
  readonly key: SigningKey;
  readonly onRunning: (running: Console) => void;
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

export async function startConsole(session: Session, options: ConsoleOptions): Promise<void> {
  const { root, ports, environment, key, onRunning } = options;
  const instances = SERVICES.map((name) => {
    const urls = ports.services[name].map((port) => `http://127.0.0.1:${port}`);
    return `${name}=${urls.join('|')}`;
  });
  const exp = Math.floor(Date.now() / 1_000) + TOKEN_LIFE_S;
  const operator = await key.token({ sub: 'console-developer', role: 'ops-act' });
  await startProgram(session, {
    name: 'console',
    main: join(root, 'services/console/src/main.ts'),
    environment: {
      ...environment,
      PORT: String(ports.console),
      SERVICES: instances.join(','),
      CONSOLE_TOKEN: await key.token({ sub: 'console', role: 'ops', exp }),
    },
    // In the fragment, so that it reaches no server's log.
    onRunning: (running) =>
      onRunning({ ...running, signInUrl: `${running.url}/#token=${operator}` }),
  });
}
