import { claimPort } from '../process/ports.ts';
import type { Session } from '../process/session.ts';

export const SERVICES = ['onboarding', 'wallet', 'payments', 'cash-out'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Something for each service. */
export const perService = <T>(make: (name: ServiceName) => T): Record<ServiceName, T> => ({
  onboarding: make('onboarding'),
  wallet: make('wallet'),
  payments: make('payments'),
  'cash-out': make('cash-out'),
});

const DEFAULT_PORTS = {
  onboarding: 4101,
  wallet: 4102,
  payments: 4103,
  'cash-out': 4104,
  watcher: 4105,
  simulator: 4110,
  console: 4100,
};
// Second and further instances start here, clear of every default.
const MORE_INSTANCES_FROM = 4120;

/** A port per instance, and the simulator's. A taken one moves up, never onto somebody's default. */
export interface StackPorts {
  readonly services: Readonly<Record<ServiceName, readonly number[]>>;
  readonly simulator: number;
  readonly console: number;
  readonly watcher: number;
}

export async function allotPorts(session: Session, instances: number): Promise<StackPorts> {
  const allotted = new Set(Object.values(DEFAULT_PORTS));
  const allot = async (wished: number): Promise<number> => {
    const port = await claimPort(session, wished, allotted);
    allotted.add(port);
    return port;
  };
  const simulator = await allot(DEFAULT_PORTS.simulator);
  const consolePort = await allot(DEFAULT_PORTS.console);
  const watcher = await allot(DEFAULT_PORTS.watcher);
  const services = perService((): number[] => []);
  for (const name of SERVICES) services[name].push(await allot(DEFAULT_PORTS[name]));
  for (let instance = 1; instance < instances; instance++) {
    for (const name of SERVICES) services[name].push(await allot(nextUp(allotted)));
  }
  return { services, simulator, console: consolePort, watcher };
}

function nextUp(allotted: ReadonlySet<number>): number {
  let port = MORE_INSTANCES_FROM;
  while (allotted.has(port)) port++;
  return port;
}
