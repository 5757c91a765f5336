import { type Route, route, z } from '@angkutan/http';

const document = z.object({ version: z.string(), url: z.url() });

/** The texts that a customer agrees to, as they are in force. */
export interface ConsentTexts {
  readonly terms: { readonly version: string; readonly url: string };
  readonly privacy: { readonly version: string; readonly url: string };
}

export const getConsents = (texts: ConsentTexts): Route =>
  route({
    method: 'get',
    path: '/v1/consents',
    operationId: 'getConsents',
    summary: 'The terms and the privacy policy in force',
    roles: 'public',
    answers: {
      200: { description: 'Both', schema: z.object({ terms: document, privacy: document }) },
    },
    handle: () => ({ status: 200, body: texts }),
  });
