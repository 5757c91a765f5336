import { type Route, route, z } from '@angkutan/http';
import type { KycBook } from '../domain/ports.ts';

const SHOWN_MAX = 100;

const view = z.object({
  total: z.int(),
  reviews: z.array(
    z.object({
      customerId: z.string(),
      since: z.iso.datetime(),
      reasons: z.array(z.string()).meta({ description: 'Why it is in review, and warnings' }),
    }),
  ),
});

/** Who waits for a decision: the way from an open review to `GET /v1/customers/{id}`. */
export const getKycReviews = (kyc: Pick<KycBook, 'reviews'>): Route =>
  route({
    method: 'get',
    path: '/v1/kyc-reviews',
    operationId: 'listKycReviews',
    summary: `Identities that wait for a decision, the longest first, at most ${SHOWN_MAX}`,
    roles: ['ops', 'ops-act'],
    answers: { 200: { description: 'Those that wait', schema: view } },
    async handle() {
      const { total, reviews } = await kyc.reviews(SHOWN_MAX);
      const shown = reviews.map(({ since, ...rest }) => ({ ...rest, since: since.toISOString() }));
      return { status: 200, body: { total, reviews: shown } };
    },
  });
