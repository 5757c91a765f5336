import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../process/files.ts';
import type { PartName } from './parts.ts';

type Ports = Partial<Record<PartName, number>>;

/** The ports of the last run: whoever noted an address finds the part there again, when it is free. */
export function portsOf(stateDir: string): Ports {
  const file = join(stateDir, 'data', 'ports.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

export function rememberPort(stateDir: string, part: PartName, port: number): void {
  const ports: Ports = { ...portsOf(stateDir), [part]: port };
  writeAtomically(join(stateDir, 'data', 'ports.json'), JSON.stringify(ports));
}
