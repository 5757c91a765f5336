import { z } from '@angkutan/http';
import type { Incident } from '../domain/incident.ts';

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

export const viewOf = (incident: Incident): z.output<typeof incidentSchema> => {
  const { quiet: _quiet, since, lastAt, endedAt, act, ...said } = incident;
  return {
    ...said,
    since: since.toISOString(),
    lastAt: lastAt.toISOString(),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    ...(act && { act: { ...act, at: act.at.toISOString() } }),
  };
};
