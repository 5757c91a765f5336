import type { Stack } from '@angkutan/local';
import type { TokenRole } from './matrix.ts';

interface Who {
  readonly sub: string;
  readonly role: TokenRole;
}

const LONG_AGO_S = 1_700_000_000;

/** What a service must not take for a token, by the name of what is wrong with it. */
export async function badTokens(
  { token }: Pick<Stack, 'token'>,
  who: Who,
): Promise<Readonly<Record<string, string | undefined>>> {
  const good = await token(who);
  return {
    none: undefined,
    empty: '',
    expired: await token({ ...who, exp: LONG_AGO_S }),
    'for another audience': await token({ ...who, aud: 'elsewhere' }),
    'of another issuer': await token({ ...who, iss: 'somebody' }),
    unsigned: unsigned(good),
    tampered: tampered(good),
  };
}

/** The same claims, saying of themselves that they need no signature. */
function unsigned(token: string): string {
  const [, claims] = token.split('.');
  return `${encoded({ alg: 'none', typ: 'JWT' })}.${claims}.`;
}

/** The signature of one set of claims under another. */
function tampered(token: string): string {
  const [head, claims = '', signature] = token.split('.');
  const read: object = JSON.parse(Buffer.from(claims, 'base64url').toString());
  return `${head}.${encoded({ ...read, role: 'ops-act' })}.${signature}x`;
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
