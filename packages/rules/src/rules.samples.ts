/** Versions for tests. */
import type { AskedVersion } from './add-version.ts';
import { FIRST_RULES } from './first-rules.ts';

export const NOW = new Date('2026-11-22T05:00:00Z');
export const LEAD_MS = 60_000;
export const later = (ms: number): Date => new Date(NOW.getTime() + ms);

/** The first terms again, under another name and from the earliest moment on that may be asked for. */
export const asked = (change: Partial<AskedVersion> = {}): AskedVersion => ({
  ...FIRST_RULES,
  version: '2027',
  validFrom: later(LEAD_MS),
  by: 'ops-1',
  reason: 'KM 1001/2026',
  requestId: 'r1',
  ...change,
});
