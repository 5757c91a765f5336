import { closeSync, fstatSync, openSync, readSync, renameSync, writeFileSync } from 'node:fs';

const TAIL_BYTES_MAX = 16_384;

/** Writes a whole file at once: a reader sees the old content or the new, never half of it. */
export function writeAtomically(file: string, content: string, mode = 0o644): void {
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, content, { mode });
  renameSync(draft, file);
}

/** The last lines of a file, oldest first; none when it cannot be read. */
export function lastLines(file: string, count: number): readonly string[] {
  return readFrom(file, -TAIL_BYTES_MAX).text.split('\n').filter(Boolean).slice(-count);
}

/** The text of a file from a byte offset (negative: from the end) and the offset to go on from. */
export function readFrom(file: string, offset: number): { text: string; next: number } {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return { text: '', next: Math.max(offset, 0) };
  }
  try {
    const { size } = fstatSync(descriptor);
    const from = offset < 0 ? Math.max(0, size + offset) : offset;
    const bytes = Buffer.alloc(Math.max(0, size - from));
    const read = readSync(descriptor, bytes, 0, bytes.length, from);
    return { text: bytes.toString('utf8', 0, read), next: from + read };
  } finally {
    closeSync(descriptor);
  }
}
