import { closeSync, fstatSync, openSync, readSync, renameSync, writeFileSync } from 'node:fs';

const READ_BYTES_MAX = 65_536;

/** Writes a whole file at once: a reader sees the old content or the new, never half of it. */
export function writeAtomically(file: string, content: string, mode = 0o644): void {
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, content, { mode });
  renameSync(draft, file);
}

/** The text of a file from a byte offset, of a long one the end only, and the offset to go on from. */
export function readFrom(file: string, offset: number): { text: string; next: number } {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return { text: '', next: offset };
  }
  try {
    const { size } = fstatSync(descriptor);
    const from = Math.max(offset, size - READ_BYTES_MAX);
    const bytes = Buffer.alloc(Math.max(0, size - from));
    const read = readSync(descriptor, bytes, 0, bytes.length, from);
    return { text: bytes.toString('utf8', 0, read), next: from + read };
  } finally {
    closeSync(descriptor);
  }
}
