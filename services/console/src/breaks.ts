/**
 * "Break it": real faults at one click, on a developer's machine alone, to watch the platform notice and heal.
 * What can be undone is switched off again; a message that was sent and a process that was killed are done.
 */
import { hostname } from 'node:os';
import type { Platform } from '@angkutan/service';
import type { Instance } from './domain/state.ts';
import { poison } from './gateways/poison.ts';
import { createSandbox, OUTAGE, LOST_ANSWERS } from './gateways/sandbox.ts';
import { createTampering } from './store/tampered-ledger.ts';

export interface Break {
  readonly name: string;
  readonly title: string;
  running(): Promise<boolean> | boolean;
  /** @throws when it could not be done */
  turn(on: boolean): Promise<void>;
}

/** Whose consumer is killed: rides are watched most easily. */
const KILLED_GROUP = 'angkutan.payments';

export function createBreaks(
  { kafka, codec, connection }: Platform,
  sandboxUrl: string,
  instances: () => readonly Instance[],
): readonly Break[] {
  const sandbox = createSandbox(sandboxUrl);
  const tampering = createTampering(connection);
  const once = (act: () => Promise<void> | void) => ({
    running: () => false,
    turn: async (on: boolean) => (on ? act() : undefined),
  });
  return [
    { name: 'kaspro-outage', title: 'KasPro is down', ...sandbox(OUTAGE) },
    {
      name: 'lost-answers',
      title: 'KasPro acts, and its answers are lost',
      ...sandbox(LOST_ANSWERS),
    },
    {
      name: 'poison',
      title: 'Two messages that nobody can handle',
      ...once(() => poison(kafka, codec)),
    },
    { name: 'killed-consumer', title: 'A consumer is killed', ...once(() => kill(instances())) },
    { name: 'tampered-ledger', title: 'Somebody changes a row of the ledger', ...tampering },
  ];
}

/** Its launcher starts it again. */
function kill(instances: readonly Instance[]): void {
  const victim = instances.find(({ operations }) =>
    operations?.consumers.some(({ group }) => group === KILLED_GROUP),
  );
  const [host, pid] = victim?.operations?.instance.split(':') ?? [];
  if (host !== hostname() || !(Number(pid) > 1)) throw new Error('AKT_NOBODY_TO_KILL');
  process.kill(Number(pid), 'SIGKILL');
}
