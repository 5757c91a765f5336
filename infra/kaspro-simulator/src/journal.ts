import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Fact } from './facts.ts';

/** Facts as lines of JSON in a file, so that a restart finds the money where it was. */
export interface Journal {
  read(): readonly Fact[];
  append(facts: readonly Fact[]): void;
  forget(): void;
  close(): void;
}

/** Without a file the journal keeps nothing, and a restart begins anew. */
export function createJournal(file: string | undefined): Journal {
  return file === undefined ? NOTHING_KEPT : keptIn(file);
}

const NOTHING_KEPT: Journal = {
  read: () => [],
  append: () => undefined,
  forget: () => undefined,
  close: () => undefined,
};

function keptIn(file: string): Journal {
  const text = existsSync(file) ? wholeLines(readFileSync(file, 'utf8')) : '';
  const descriptor = openSync(file, 'a');
  ftruncateSync(descriptor, Buffer.byteLength(text));
  return {
    read: () => text.split('\n').flatMap((line): Fact[] => (line === '' ? [] : JSON.parse(line))),
    // One line for what belongs together. Handed to the operating system before the caller is answered:
    // it survives the process being killed, not the machine.
    append: (facts) => {
      writeSync(descriptor, `${JSON.stringify(facts)}\n`);
    },
    forget: () => ftruncateSync(descriptor),
    close: () => closeSync(descriptor),
  };
}

// A process killed in the middle of a write leaves half a line; nobody was answered for it.
const wholeLines = (text: string): string => text.slice(0, text.lastIndexOf('\n') + 1);
