import { problem, type Route, route, text, z } from '@angkutan/http';
import { type AskedVersion, RULES_AMOUNT_MAX, type RulesRejection } from '@angkutan/rules';
import { idOf } from './asking.ts';
import { termsShape } from './rules-terms.ts';

const REASON_MAX = 200;

const amount = z
  .int()
  .min(0)
  .max(Number(RULES_AMOUNT_MAX))
  .transform(BigInt)
  .describe('Whole rupiah');

const body = z.strictObject({
  version: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/)
    .describe('Its name, for ever; every decision by it keeps it'),
  validFrom: z.iso
    .datetime({ offset: true })
    .transform((at) => new Date(at))
    .describe(
      'From when it counts; after every version that is there, and not before all services know it',
    ),
  reason: text(REASON_MAX).describe('The decree, or why else'),
  ...termsShape(amount),
});

/** Adds a version; undefined when it is in the table, now or before. Throws when that cannot be done now. */
export type AddRules = (
  asked: AskedVersion,
  traceparent: string,
) => Promise<RulesRejection | undefined>;

export const postRules = (add: AddRules): Route =>
  route({
    method: 'post',
    path: '/v1/rules',
    operationId: 'addRules',
    summary:
      'Adds a version of the rules, whole, for a time to come; it can be neither changed nor withdrawn',
    roles: ['ops-act'],
    idempotent: true,
    body,
    answers: {
      201: {
        description: 'Added; every service has it before it counts',
        schema: z.strictObject({ version: z.string(), validFrom: z.iso.datetime() }),
      },
    },
    refusals: [
      'RULES_VERSION_TAKEN',
      'RULES_RETROACTIVE',
      'RULES_OVERLAP',
      'RULES_TOO_FAR_AHEAD',
      'RULES_VALUE_OUT_OF_RANGE',
      'RULES_COMMISSION_ABOVE_FARE',
      'RULES_RANGE_EMPTY',
      'RULES_TIERS_INVERTED',
    ],
    async handle({ body: asked, caller, idempotencyKey, traceparent }) {
      const requestId = idOf(caller, idempotencyKey);
      const rejection = await add({ ...asked, by: caller.sub, requestId }, traceparent);
      if (rejection) return problem(rejection.code, { about: rejection.detail });
      const { version, validFrom } = asked;
      return { status: 201, body: { version, validFrom: validFrom.toISOString() } };
    },
  });
