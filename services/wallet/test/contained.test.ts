import { randomUUID } from 'node:crypto';
import { createApp, listen } from '@angkutan/http';
import { rupiah } from '@angkutan/money';
import { createLogger } from '@angkutan/telemetry';
import { startTokenIssuer } from '@angkutan/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { containmentRoutes } from '../src/http/containments.ts';
import { problems } from '../src/http/problems.ts';
import { createContainedQueries } from '../src/store/contained.ts';
import { customer } from './customers.ts';
import { type WalletUnderTest, walletUnderTest } from './wallet-under-test.ts';

let wallet: WalletUnderTest;
const stops: (() => Promise<unknown>)[] = [];
let call: (
  path: string,
  body?: object,
  role?: string,
) => Promise<{ status: number; body: unknown }>;
beforeEach(async () => {
  wallet = await walletUnderTest();
  const issuer = await startTokenIssuer();
  const queries = createContainedQueries(wallet.connection, wallet.rows);
  const routes = containmentRoutes(queries, (messages) => wallet.tell(...messages));
  const logger = createLogger({ service: 'wallet', level: 'silent' });
  const said = { service: 'wallet', version: '1', connection: wallet.connection, logger };
  const { url, close } = await listen(
    createApp({ ...said, auth: issuer, routes, problems, readiness: () => ({}) }),
    0,
  );
  stops.push(wallet.close, issuer.close, close);
  call = async (path, body, role = 'ops-act') => {
    const response = await fetch(`${url}/v1/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${await issuer.token({ sub: 'sre-1', role })}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        connection: 'close',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
});
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const reason = { reason: 'it differs' };

describe('wallets that differ from their entries', () => {
  it('are told by how much, and no others; a credit hides nothing', async () => {
    await customer(wallet, 'ani', 'USER', 10_000);
    await customer(wallet, 'budi', 'USER', 10_000);
    expect((await call('ledger/differing-wallets')).body).toEqual([]);
    const more = { $inc: { available: rupiah(700) } };
    await wallet.rows.wallets.updateOne({ _id: 'ani:user' }, more);
    const differing = [{ walletId: 'ani:user', amount: 700, contained: false }];
    expect((await call('ledger/differing-wallets', undefined, 'ops')).body).toEqual(differing);
    await wallet.tell({
      type: 'top-up',
      topUp: { providerReference: 't9', walletId: 'ani:user', amount: 500n, channel: 'X' },
    });
    expect((await call('ledger/differing-wallets')).body).toEqual(differing);
  });
});

describe('a wallet is contained', () => {
  it('by who may act, is shown with who and why, and is let go', async () => {
    await customer(wallet, 'ani', 'USER', 10_000);
    const containments = 'wallets/ani:user/containments';
    expect((await call(containments, reason, 'ops')).status).toBe(403);
    expect(await call(containments, reason)).toEqual({
      status: 200,
      body: { walletId: 'ani:user', contained: true },
    });
    expect((await call('contained-wallets', undefined, 'ops')).body).toMatchObject([
      { walletId: 'ani:user', by: 'sre-1', reason: 'it differs' },
    ]);
    expect((await call('wallets/ani:user/releases', reason)).status).toBe(200);
    expect((await call('contained-wallets')).body).toEqual([]);
    expect(await wallet.rows.audit.find().sort({ at: 1 }).toArray()).toMatchObject([
      { act: 'CONTAIN_WALLET', subject: 'ani:user', actor: 'sre-1' },
      { act: 'RELEASE_WALLET', subject: 'ani:user', actor: 'sre-1' },
    ]);
  });

  it('only if there is one', async () => {
    expect(await call('wallets/nobody:user/containments', reason)).toMatchObject({
      status: 404,
      body: { code: 'WALLET_NOT_FOUND' },
    });
  });
});
