import { describe, expect, it } from 'vitest';
import { afterRun, type Break, FIRST_OWNER } from './break.ts';
import type { Difference } from './reconciliation.ts';

const FOUND_AT = new Date('2026-11-22T10:00:00Z');
const NOW = new Date('2026-11-23T01:00:00Z');
const run = { account: 'escrow', now: NOW, idOf: (key: string) => `id-${key}` };
const differs = (fields: Partial<Difference> = {}): Difference => ({
  class: 'MISSING_HERE',
  key: 'p/x.t1',
  ours: 0n,
  theirs: 20_000n,
  at: FOUND_AT,
  corrections: 0,
  ...fields,
});
const known = (fields: Partial<Break> = {}): Break => {
  const { corrections: _none, ...difference } = differs();
  const seen = { firstSeenAt: FOUND_AT, lastSeenAt: FOUND_AT, owner: FIRST_OWNER };
  const about = { breakId: 'id-p/x.t1', account: 'escrow', day: '2026-11-22' };
  return { ...difference, ...about, ...seen, status: 'OPEN', ...fields };
};
const accepted = { status: 'RESOLVED', resolution: 'ACCEPT_THEIRS', corrections: 1 } as const;

describe('a break, after a run', () => {
  it('stays resolved by a run that had read our books before they were set right', () => {
    const resolved = known({ ...accepted, ours: 20_000n });
    expect(afterRun([resolved], [differs()], run).seen).toEqual([{ ...resolved, lastSeenAt: NOW }]);
  });

  it('is open again when it differs although it was set right', () => {
    const resolved = known({ ...accepted, ours: 20_000n, note: 'letter' });
    const again = differs({ ours: 20_000n, theirs: 0n, corrections: 1 });
    const [seen] = afterRun([resolved], [again], run).seen;
    expect(seen).toMatchObject({ status: 'OPEN', ours: 20_000n, theirs: 0n, corrections: 1 });
    expect(seen).not.toHaveProperty('note');
    expect(seen).not.toHaveProperty('resolution');
  });

  it('is left to those who are at it while its money is on its way', () => {
    const resolving = known({ status: 'RESOLVING', resolution: 'WRITE_OFF' });
    const { seen, gone } = afterRun([resolving], [differs()], run);
    expect(seen).toMatchObject([{ status: 'RESOLVING' }]);
    expect(afterRun([resolving], [], run).gone).toEqual(gone);
  });

  it('stays explained as long as it differs by as much, and is open again when by another amount', () => {
    const explained = known({ status: 'RESOLVED', resolution: 'EXPLAINED' });
    const status = (theirs: bigint): string | undefined =>
      afterRun([explained], [differs({ theirs })], run).seen[0]?.status;
    expect(status(20_000n)).toBe('RESOLVED');
    expect(status(20_001n)).toBe('OPEN');
  });

  it('keeps its owner, and closes when both sides agree', () => {
    const owned = known({ owner: 'ani' });
    expect(afterRun([owned], [differs()], run).seen).toMatchObject([{ owner: 'ani' }]);
    expect(afterRun([owned], [], run).gone).toMatchObject([{ status: 'CLOSED', owner: 'ani' }]);
  });
});
