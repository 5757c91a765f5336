import { describe, expect, it } from 'vitest';
import { reconciliationSteps } from './reconciliation-story.ts';
import { NO_TOTALS, type Report } from './reconciliation-report.ts';
import { found } from './break.samples.ts';
import { newWorld } from './world.samples.ts';

const AT = new Date('2026-11-21T10:00:00Z');
const ENDED = new Date('2026-11-22T02:00:00Z');
const report: Report = {
  ...NO_TOTALS,
  day: '2026-11-21',
  status: 'DONE',
  requestedBy: 'daily',
  requestedAt: ENDED,
  endedAt: ENDED,
};
const titles = (facts: Parameters<typeof reconciliationSteps>[0]): string[] =>
  reconciliationSteps(facts).map(({ title }) => title);

describe('where reconciliation stands', () => {
  it('is matched when the run of the day found nothing', () => {
    expect(titles({ postings: [{ at: AT }], breaks: [], reports: [report] })).toEqual(['MATCHED']);
  });

  it('is not known before the day was run, nor by a run that ended before the posting', () => {
    expect(titles({ postings: [{ at: AT }], breaks: [], reports: [] })).toEqual([
      'NOT_RECONCILED_YET',
    ]);
    const early = { ...report, endedAt: new Date(AT.getTime() - 1) };
    expect(titles({ postings: [{ at: AT }], breaks: [], reports: [early] })).toEqual([
      'NOT_RECONCILED_YET',
    ]);
  });

  it('names a break and how it stands; one that agrees since is no difference any more', () => {
    const open = found(newWorld(), { day: '2026-11-21' });
    const told = titles({ postings: [{ at: AT }], breaks: [open], reports: [report] });
    expect(told).toEqual(['MISSING_HERE OPEN', 'DIFFERS']);
    const closed = { ...open, status: 'CLOSED' } as const;
    expect(titles({ postings: [{ at: AT }], breaks: [closed], reports: [report] })).toEqual([
      'MISSING_HERE CLOSED',
      'MATCHED',
    ]);
  });
});
