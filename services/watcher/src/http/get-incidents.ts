import { type Route, route, z } from '@angkutan/http';
import type { Incident } from '../domain/incident.ts';
import { incidentSchema, viewOf } from './incident-view.ts';

export const getIncidents = (incidents: () => readonly Incident[]): Route =>
  route({
    method: 'get',
    path: '/v1/incidents',
    operationId: 'getIncidents',
    summary: 'What is wrong now, and the last 200 incidents that have ended',
    roles: ['ops', 'ops-act'],
    answers: { 200: { description: 'Open ones first', schema: z.array(incidentSchema) } },
    handle: () => ({ status: 200, body: incidents().map(viewOf) }),
  });
