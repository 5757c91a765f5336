/** POST /webhooks/kaspro/transactions: verify the raw bytes, store, answer; it is worked off from the store. */
import { problem, type Route, route, z } from '@angkutan/http';
import { type ProviderCallback, readCallback, verifySignature } from '@angkutan/kaspro';

export interface ReceiveCallbackDeps {
  readonly secret: string;
  readonly keep: (callback: ProviderCallback) => Promise<void>;
  readonly now: () => Date;
}

const PATH = '/webhooks/kaspro/transactions';

const id = z.string().min(1).max(200);
const rupiah = z.int().min(0);
/** What KasPro sends, for the documents. It is read from the signed bytes, which may hold more. */
const report = z.object({
  type: z.enum(['BANK_TRANSFER', 'QRIS', 'MODERN_TRADE_WITHDRAWAL', 'TOP_UP', 'TOP_UP_REVERSAL']),
  reffId: id,
  partnerReference: id.optional(),
  originalReffId: id.optional().meta({ description: 'Of a reversal: the top-up it takes back' }),
  code: z.int().min(0),
  message: z.string().optional(),
  account: id,
  amount: rupiah,
  serviceFee: rupiah.optional(),
  channel: id.optional(),
  virtualAccount: id.optional(),
  occurredAt: z.iso.datetime({ offset: true }),
});
const signature = z.object({
  'X-Timestamp': z.string().meta({ description: 'RFC 3339, at most 5 minutes from now' }),
  'X-Signature': z.string().meta({
    description: 'base64 of HMAC-SHA256 over METHOD:PATH:sha256hex(body):X-Timestamp',
  }),
});
const UNSIGNED = problem('SIGNATURE_INVALID', {}, { 'WWW-Authenticate': 'X-Signature' });
const kept = z.object({ code: z.literal(0), message: z.string() });

export const receiveCallback = (deps: ReceiveCallbackDeps): Route =>
  route({
    method: 'post',
    path: PATH,
    operationId: 'receiveCallback',
    summary: 'KasPro reports a transaction; signed by X-Signature over the raw body',
    roles: 'public',
    headers: signature,
    rawBody: report,
    answers: { 200: { description: 'Stored', schema: kept } },
    refusals: ['SIGNATURE_INVALID', 'CALLBACK_UNREADABLE'],
    handle: async ({ rawBody, headers }) => {
      const signed = {
        method: 'POST',
        path: PATH,
        body: rawBody,
        timestamp: single(headers['x-timestamp']),
        signature: single(headers['x-signature']),
      };
      if (!verifySignature(deps.secret, signed, deps.now()).ok) return UNSIGNED;
      const callback = readCallback(rawBody);
      if (!callback) return problem('CALLBACK_UNREADABLE');
      await deps.keep(callback);
      return { status: 200, body: { code: 0, message: 'Berhasil' } };
    },
  });

const single = (header: string | string[] | undefined): string =>
  typeof header === 'string' ? header : '';
