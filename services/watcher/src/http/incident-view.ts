import { z } from '@angkutan/http';
import type { Incident } from '../domain/incident.ts';
import { SIGNATURES } from '../domain/signatures.ts';

export const incidentSchema = z.strictObject({
  incidentId: z.string(),
  signature: z.string().meta({ description: 'What is wrong, by its name' }),
  severity: z.enum(['page', 'warn']),
  subject: z.string().meta({ description: 'The service, instance or group that it is about' }),
  since: z.iso.datetime(),
  lastAt: z.iso.datetime().meta({ description: 'When it was last seen to be so' }),
  endedAt: z.iso.datetime().optional(),
  value: z.number().meta({ description: 'In the unit of the threshold' }),
  threshold: z.number(),
  unit: z.string().meta({ description: 'Of both, such as `s` or `keys in 5 min`' }),
  runbook: z.string().meta({ description: 'Its path in the repository' }),
  act: z
    .strictObject({
      name: z.string(),
      state: z.enum(['WANTED', 'TRYING', 'CHECKING', 'FAILED', 'HELPED', 'NOT_HELPED']),
      attempts: z.int().min(0),
      at: z.iso.datetime(),
    })
    .optional()
    .meta({ description: 'What is done about it without a person' }),
});

/** An incident of a signature that is no more has none. */
const unitOf = (signature: string): string =>
  SIGNATURES.find(({ name }) => name === signature)?.unit ?? '';

export const viewOf = (incident: Incident): z.output<typeof incidentSchema> => {
  const { quiet: _quiet, since, lastAt, endedAt, act, ...said } = incident;
  return {
    ...said,
    unit: unitOf(said.signature),
    since: since.toISOString(),
    lastAt: lastAt.toISOString(),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    ...(act && { act: { ...act, at: act.at.toISOString() } }),
  };
};
