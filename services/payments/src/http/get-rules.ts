import { type Route, route, z } from '@angkutan/http';
import { FIRST_RULES, inForce, type Rules } from '@angkutan/rules';
import { termsShape } from './rules-terms.ts';

const version = z
  .strictObject({
    version: z.string(),
    validFrom: z.iso.datetime(),
    ...termsShape(z.int().describe('Whole rupiah')),
    addedBy: z.string().optional().describe('Absent for the first version, which is built in'),
    addedAt: z.iso.datetime().optional(),
    reason: z.string().optional(),
  })
  .openapi('RulesVersion');

export interface GetRulesParts {
  /** The versions that were added, in the order of their starts. */
  readonly load: () => Promise<readonly Rules[]>;
  readonly now: () => Date;
}

export const getRules = ({ load, now }: GetRulesParts): Route =>
  route({
    method: 'get',
    path: '/v1/rules',
    operationId: 'getRules',
    summary: 'Every version of the rules, oldest first, and the one that is in force now',
    roles: ['ops', 'ops-act', 'service'],
    answers: {
      200: {
        description: 'Each version is in force until the next one starts',
        schema: z.strictObject({ inForce: z.string(), versions: z.array(version) }),
      },
    },
    async handle() {
      const added = await load();
      const versions = [FIRST_RULES, ...added].map(view);
      return { status: 200, body: { inForce: inForce(added, now()).version, versions } };
    },
  });

const view = ({ validFrom, added, ...rules }: Rules): object => ({
  ...rules,
  validFrom: validFrom.toISOString(),
  ...(added && { addedBy: added.by, addedAt: added.at.toISOString(), reason: added.reason }),
});
