/** Calls to payments, of role ops-act unless said otherwise: for tests of what operators do. */
import { eventually, unique } from '@angkutan/testkit';
import type { PaymentsUnderTest } from './payments-under-test.ts';

interface Call {
  readonly role?: string;
  readonly key?: string;
  readonly instance?: number;
  readonly method?: string;
}

export async function call(
  { urls, token }: PaymentsUnderTest,
  path: string,
  {
    sub,
    body,
    role = 'ops-act',
    key = unique('key'),
    instance = 0,
    method = 'POST',
  }: Call & {
    readonly sub: string;
    readonly body?: object;
  },
) {
  const answer = await fetch(`${urls[instance]}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await token({ sub, role })}`,
      'idempotency-key': key,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answered: unknown = await answer.json();
  return { status: answer.status, body: answered };
}

/** The one id that an answer gives. */
export const idOf = ({ body }: { readonly body: unknown }): string =>
  String(Object.values(body ?? {})[0]);

export const refused = (status: number, code: string) => ({ status, body: { code } });

/** The event of this type that payments has published about a payment, once it has. */
export const becomes = (payments: PaymentsUnderTest, type: string, paymentId: string) =>
  eventually(() =>
    payments.published().find((event) => event.type === type && event.data.paymentId === paymentId),
  );
