/**
 * Who is signed in: the operator's own token in a cookie that no script can read. The console has no rights of its
 * own; every act reaches its service under the operator's name.
 */
import { type Authenticate, type Caller, problem, Refusal } from '@angkutan/http';
import express, { type Request, type RequestHandler, Router } from 'express';

const COOKIE = 'angkutan_console';
const BODY_LIMIT_BYTES = 16 * 1024;
/** Sent by our own page with every change: another site's form cannot. */
const OWN_PAGE = 'x-angkutan-console';

export interface SignedIn extends Caller {
  readonly token: string;
}

export interface Sessions {
  /** @throws {Refusal} when nobody is signed in, or not an operator, or a change does not come from our page */
  signedIn(request: Request): Promise<SignedIn>;
  readonly router: Router;
}

export function createSessions(authenticate: Authenticate, secure: boolean): Sessions {
  const cookie = { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const;

  async function operatorOf(token: string): Promise<SignedIn> {
    const caller = await authenticate(`Bearer ${token}`);
    if (caller.role !== 'ops' && caller.role !== 'ops-act') throw new Refusal(problem('FORBIDDEN'));
    return { ...caller, token };
  }

  async function signedIn(request: Request): Promise<SignedIn> {
    const changes = request.method !== 'GET';
    if (changes && !request.get(OWN_PAGE)) throw new Refusal(problem('FORBIDDEN'));
    const token = cookieOf(request);
    if (token === undefined) throw new Refusal(problem('UNAUTHENTICATED'));
    return operatorOf(token);
  }

  const show: RequestHandler = async (request, response) => {
    const { sub, role, token } = await signedIn(request);
    response.json({ sub, role, expiresAt: expiryOf(token) });
  };
  const signIn: RequestHandler = async (request, response) => {
    if (!request.get(OWN_PAGE)) throw new Refusal(problem('FORBIDDEN'));
    const { token }: { token?: unknown } = request.body ?? {};
    if (typeof token !== 'string') throw new Refusal(problem('INVALID_REQUEST'));
    await operatorOf(token);
    response.cookie(COOKIE, token, { ...cookie, expires: new Date(expiryOf(token)) });
    response.sendStatus(204);
  };
  const signOut: RequestHandler = (_request, response) => {
    response.clearCookie(COOKIE, cookie);
    response.sendStatus(204);
  };
  const router = Router();
  router.get('/api/session', show);
  router.post('/api/session', express.json({ limit: BODY_LIMIT_BYTES }), signIn);
  router.delete('/api/session', signOut);
  return { signedIn, router };
}

function cookieOf(request: Request): string | undefined {
  const pairs = (request.get('cookie') ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === COOKIE)?.[1];
}

/** Of a token whose signature was checked. */
function expiryOf(token: string): string {
  const [, claims = ''] = token.split('.');
  const { exp }: { exp: number } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  return new Date(exp * 1_000).toISOString();
}
