import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { writeAtomically } from '../process/files.ts';

export const AUTH_ISSUER = 'angkutan-local';
export const AUTH_AUDIENCE = 'angkutan';
export const ROLES = ['customer', 'driver', 'merchant', 'ops', 'ops-act', 'service'] as const;
export type Role = (typeof ROLES)[number];

/** Signs development tokens; its public half is served to the services. */
export interface SigningKey {
  readonly jwks: { readonly keys: readonly JWK[] };
  /** A bearer token that is good for a working day, unless the claims say otherwise. */
  token(claims: Claims): Promise<string>;
}

/** `iss`, `aud` and `exp` (seconds since 1970) are for showing that a service looks at them. */
export interface Claims {
  readonly sub: string;
  readonly role: Role;
  readonly iss?: string;
  readonly aud?: string;
  readonly exp?: number;
}

const ALGORITHM = 'ES256';
const KEY_ID = 'angkutan-local';
const TOKEN_LIFE = '12h';
const OWNER_ONLY = 0o600;

/** The signing key of this state folder, made the first time it is asked for. */
export async function loadSigningKey(stateDir: string): Promise<SigningKey> {
  const file = join(stateDir, 'signing-key.json');
  if (!existsSync(file)) {
    mkdirSync(stateDir, { recursive: true });
    const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
    writeAtomically(file, JSON.stringify(await exportJWK(privateKey)), OWNER_ONLY);
  }
  const secret: JWK = JSON.parse(readFileSync(file, 'utf8'));
  const key = await importJWK(secret, ALGORITHM);
  const { d: _private, ...open } = secret;
  return {
    jwks: { keys: [{ ...open, kid: KEY_ID, alg: ALGORITHM, use: 'sig' }] },
    token: ({ sub, role, iss, aud, exp }) =>
      new SignJWT({ role })
        .setProtectedHeader({ alg: ALGORITHM, kid: KEY_ID })
        .setSubject(sub)
        .setIssuer(iss ?? AUTH_ISSUER)
        .setAudience(aud ?? AUTH_AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(exp ?? TOKEN_LIFE)
        .sign(key),
  };
}
