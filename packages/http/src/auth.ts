import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { problem, Refusal } from './problem.ts';

export const ROLES = ['customer', 'driver', 'merchant', 'ops', 'ops-act', 'service'] as const;
const CLOCK_TOLERANCE_S = 30;
const JWKS_TIMEOUT_MS = 5_000;

export type Role = (typeof ROLES)[number];

/** Who calls. On public routes without a token: `sub` empty, role `anonymous`. */
export interface Caller {
  readonly sub: string;
  readonly role: Role | 'anonymous';
}

export const ANONYMOUS: Caller = { sub: '', role: 'anonymous' };

export interface Auth {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
}

/** Whether the caller may see what belongs to this customer. If not, answer as if it did not exist. */
export function owns(caller: Caller, customerId: string): boolean {
  if (caller.role === 'anonymous') return false;
  return ['service', 'ops', 'ops-act'].includes(caller.role) || caller.sub === customerId;
}

export type Authenticate = (authorization: string | undefined) => Promise<Caller>;

/**
 * Checks bearer tokens: asymmetric signature by a key of the JWKS, issuer, audience, expiry, `sub`
 * and a role that we know. Refuses UNAUTHENTICATED; UNAVAILABLE when the keys cannot be had.
 */
export function createAuthenticate({ jwksUrl, issuer, audience }: Auth): Authenticate {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: JWKS_TIMEOUT_MS });
  const rules = {
    issuer,
    audience,
    algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'],
    requiredClaims: ['sub', 'exp', 'role'],
    clockTolerance: CLOCK_TOLERANCE_S,
  };
  return async (authorization) => {
    const token = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw unauthenticated();
    const { payload } = await jwtVerify(token, keys, rules).catch((error: unknown) => {
      throw refusalOf(error);
    });
    const role = ROLES.find((known) => known === payload['role']);
    if (role === undefined || !payload.sub) throw unauthenticated();
    return { sub: payload.sub, role };
  };
}

function refusalOf(error: unknown): Refusal {
  // jose gives the bare class to a JWKS answer other than 200; a failed fetch is no JOSEError at all.
  const bare = error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC';
  const noKeys = bare || error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid;
  const ofToken = error instanceof errors.JOSEError && !noKeys;
  return ofToken
    ? unauthenticated()
    : new Refusal(problem('UNAVAILABLE', {}, { 'Retry-After': '5' }));
}

function unauthenticated(): Refusal {
  return new Refusal(problem('UNAUTHENTICATED', {}, { 'WWW-Authenticate': 'Bearer' }));
}
