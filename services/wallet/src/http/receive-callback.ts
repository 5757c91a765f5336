/** POST /webhooks/kaspro/transactions: verify the raw bytes, store, answer; it is worked off from the store. */
import { problem, type Route, route } from '@angkutan/http';
import { type ProviderCallback, readCallback, verifySignature } from '@angkutan/kaspro';

export interface ReceiveCallbackDeps {
  readonly secret: string;
  readonly keep: (callback: ProviderCallback) => Promise<void>;
  readonly now: () => Date;
}

const PATH = '/webhooks/kaspro/transactions';

export const receiveCallback = (deps: ReceiveCallbackDeps): Route =>
  route({
    method: 'post',
    path: PATH,
    operationId: 'receiveCallback',
    summary: 'KasPro reports a transaction; signed by X-Signature over the raw body',
    roles: 'public',
    answers: { 200: { description: 'Stored' } },
    refusals: ['SIGNATURE_INVALID', 'CALLBACK_UNREADABLE'],
    handle: async ({ rawBody, headers }) => {
      const signed = {
        method: 'POST',
        path: PATH,
        body: rawBody,
        timestamp: single(headers['x-timestamp']),
        signature: single(headers['x-signature']),
      };
      if (!verifySignature(deps.secret, signed, deps.now()).ok) return problem('SIGNATURE_INVALID');
      const callback = readCallback(rawBody);
      if (!callback) return problem('CALLBACK_UNREADABLE');
      await deps.keep(callback);
      return { status: 200, body: { code: 0, message: 'Berhasil' } };
    },
  });

const single = (header: string | string[] | undefined): string =>
  typeof header === 'string' ? header : '';
