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
  /** A bearer token that is good for a working day. */
  token(claims: { sub: string; role: Role }): Promise<string>;
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
    token: ({ sub, role }) =>
      new SignJWT({ role })
        .setProtectedHeader({ alg: ALGORITHM, kid: KEY_ID })
        .setSubject(sub)
        .setIssuer(AUTH_ISSUER)
        .setAudience(AUTH_AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(TOKEN_LIFE)
        .sign(key),
  };
}
