import { afterAll, beforeAll } from 'vitest';
import { eventually } from './eventually.ts';

// What keeps a process alive or a peer busy when a test forgets it.
const WATCHED = ['TCPSocketWrap', 'TCPServerWrap', 'ProcessWrap'];
const SETTLE_MS = 5_000;

/** Fails a test file that leaves sockets, servers or processes behind. Called by the setup file. */
export function checkLeaks(): void {
  let before = new Map<string, number>();
  beforeAll(() => {
    before = openResources();
  });
  afterAll(async () => {
    await eventually(() => assertNothingLeft(before), { within: SETTLE_MS });
  });
}

function assertNothingLeft(before: Map<string, number>): true {
  const now = openResources();
  const left = WATCHED.filter((kind) => (now.get(kind) ?? 0) > (before.get(kind) ?? 0));
  if (left.length > 0) throw new Error(`This test file leaves open: ${left.join(', ')}`);
  return true;
}

function openResources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
