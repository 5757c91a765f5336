import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../process/files.ts';
import { startTimeOf } from '../process/identity.ts';
import type { Session } from '../process/session.ts';
import type { ServiceName } from './stack-ports.ts';

export interface Instance {
  readonly url: string;
  readonly pid: number;
}

/** What a running stack tells of itself. */
export interface StackDocument {
  /** Whoever finds this process dead has a stale file before them. */
  readonly launcher: { readonly pid: number; readonly startTime: string };
  readonly kafka: { readonly brokers: readonly string[] };
  readonly mongodb: { readonly uri: string };
  readonly schemaRegistry: { readonly url: string };
  readonly kaspro: { readonly url: string };
  readonly services: Partial<
    Record<ServiceName, Instance & { readonly instances: readonly Instance[] }>
  >;
  readonly watcher: Instance;
  readonly console: Instance & { readonly signInUrl: string };
}

export function stackFile(stateDir: string): string {
  return join(stateDir, 'stack.json');
}

/** Writes the file whole, and takes it away when the session ends. */
export function publishStack(session: Session, content: Omit<StackDocument, 'launcher'>): void {
  const launcher = { pid: process.pid, startTime: startTimeOf(process.pid) ?? '' };
  writeAtomically(stackFile(session.stateDir), JSON.stringify({ ...content, launcher }, null, 2));
}

/** The running stack of a state folder; undefined when none runs, also when its launcher died. */
export function readStack(stateDir: string): StackDocument | undefined {
  const file = stackFile(stateDir);
  if (!existsSync(file)) return undefined;
  const document: StackDocument = JSON.parse(readFileSync(file, 'utf8'));
  const { pid, startTime } = document.launcher;
  return startTimeOf(pid) === startTime ? document : undefined;
}

export function removeStack(stateDir: string): void {
  rmSync(stackFile(stateDir), { force: true });
}
