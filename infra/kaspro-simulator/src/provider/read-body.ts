import { z } from 'zod';
import type { ProviderCall } from './provider-call.ts';
import { UnreadableCall } from './refusal.ts';

/** Amounts come as text: whole rupiah above zero. */
export const amountText = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number);

export const reference = z.string().min(1).max(100);

/** What every call that moves money carries. */
export const referenceIn = z.object({ partnerReference: reference });

/** @throws UnreadableCall naming the first field that is wrong. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const path = read.error.issues[0]?.path.join('.') ?? '';
  throw new UnreadableCall(
    path === '' ? 'the body is no JSON object' : `${path} is missing or wrong`,
  );
}

/** @throws UnreadableCall when the query lacks it. */
export function queryOf(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value) return value;
  throw new UnreadableCall(`${name} is missing`);
}

const named = z
  .object({ sourceAccount: z.string(), destinationAccount: z.string() })
  .partial()
  .catch({});

/** The accounts that a call names: from which and to which money is to move, or whose statement is asked for. */
export function accountsNamed({ body, query }: ProviderCall): readonly string[] {
  const { sourceAccount, destinationAccount } = named.parse(body);
  return [sourceAccount, destinationAccount, query.get('account')].filter(
    (one) => typeof one === 'string',
  );
}
