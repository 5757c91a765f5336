import { problem, type Route, route, text, z } from '@angkutan/http';
import type { Incident } from '../domain/incident.ts';
import { incidentSchema, viewOf } from './incident-view.ts';

const REASON_MAX = 200;

export type AskAct = (
  incidentId: string,
  by: { readonly actor: string; readonly reason: string },
) => Promise<Incident | string>;

export const postActs = (askAct: AskAct): Route =>
  route({
    method: 'post',
    path: '/v1/incidents/{incidentId}/acts',
    operationId: 'actOnIncident',
    summary: 'Makes the one safe act of an incident now, beyond the limit that binds the watcher',
    roles: ['ops-act'],
    idempotent: 'optional',
    body: z.strictObject({ reason: text(REASON_MAX) }),
    answers: { 200: { description: 'The incident, with the attempt', schema: incidentSchema } },
    refusals: ['INCIDENT_NOT_FOUND', 'INCIDENT_ENDED', 'INCIDENT_WITHOUT_ACT', 'ACT_TOO_SOON'],
    async handle({ params: { incidentId }, body: { reason }, caller: { sub: actor } }) {
      const after = await askAct(incidentId, { actor, reason });
      return typeof after === 'string' ? problem(after) : { status: 200, body: viewOf(after) };
    },
  });
