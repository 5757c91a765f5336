import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addVersion } from './add-version.ts';
import { FIRST_RULES } from './first-rules.ts';
import { inForce } from './in-force.ts';
import { asked, later, LEAD_MS } from './rules.samples.ts';
import type { Rules } from './rules.ts';

const HOUR_MS = 3_600_000;

/** Some ask for the past, some for the same moment as others, some under a name that is taken. */
const additions = fc.array(
  fc.record({
    afterMs: fc.integer({ min: 0, max: HOUR_MS }),
    aheadMs: fc.integer({ min: -HOUR_MS, max: 3 * HOUR_MS }),
    name: fc.integer({ min: 0, max: 30 }),
    platform: fc.integer({ min: 0, max: 8_000 }),
  }),
  { maxLength: 12 },
);
const instants = fc.array(fc.integer({ min: -HOUR_MS, max: 15 * HOUR_MS }), { minLength: 20 });

/** The versions that cover an instant: each from its start until the start of the next. */
const covering = (added: readonly Rules[], at: Date): Rules[] =>
  [FIRST_RULES, ...added].filter(({ validFrom }, index, all) => {
    const end = all[index + 1]?.validFrom;
    return validFrom <= at && (end === undefined || at < end);
  });

it('whatever is asked for, exactly one version is in force at any instant, and none of the past changes', () => {
  fc.assert(
    fc.property(additions, instants, (wanted, moments) => {
      let added: readonly Rules[] = [];
      let clock = 0;
      for (const [index, { afterMs, aheadMs, name, platform }] of wanted.entries()) {
        clock += afterMs;
        const now = later(clock);
        const before = moments.map((ms) => inForce(added, later(ms)));
        const decision = addVersion(
          added,
          asked({
            version: `v${name}`,
            validFrom: later(clock + aheadMs),
            requestId: `r${index}`,
            commission: { ...FIRST_RULES.commission, CAR: { platform, support: 0 } },
          }),
          { now, leadMs: LEAD_MS },
        );
        if (decision.accepted) added = [...added, ...decision.added];
        for (const [at, ms] of moments.entries()) {
          const rules = inForce(added, later(ms));
          expect(covering(added, later(ms))).toEqual([rules]);
          if (ms < clock + LEAD_MS) expect(rules).toBe(before[at]);
        }
      }
      expect(new Set(added.map(({ version }) => version)).size).toBe(added.length);
    }),
  );
});
