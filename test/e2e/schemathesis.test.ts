import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attach, type Platform } from './platform.ts';
import { exemplify } from './examples.ts';
import { installSchemathesis } from './schemathesis/install.ts';
import { RUN_MAX_MS, runSchemathesis } from './schemathesis/run.ts';
import { documentFor, operationsOf, servedDocuments } from './served-documents.ts';
import { idsOf, makeWorld, type World } from './world.ts';

/** Each operation is tried by the first of these who may call it: what the others may, the role matrix knows. */
const ROLES = ['public', 'customer', 'ops-act', 'service', 'ops', 'driver', 'merchant'] as const;
const INSTALLED_WITHIN_MS = 300_000;
/** To make the requests that are known to be good. */
const EXAMPLES_MAX_MS = 30_000;

const OF_FAILURES = [
  'replay',
  'dropDeadLetters',
  'noteCause',
  'getFailure',
  'getParkedKey',
  'getReplay',
  'cancelReplay',
];

/** Operations that no request of this test can be answered 2xx, and who shows that they can be. */
const UNREACHED: Readonly<Record<string, string>> = {
  receiveCallback: 'only KasPro can sign; the wallet’s own tests send signed reports',
  decideKyc: 'nobody is in review here; the tests of onboarding have somebody',
  resolveSuspense: 'no money is in suspense here; the tests of the wallet have some',
  ...Object.fromEntries(
    OF_FAILURES.map((operationId) => [operationId, 'only the tests of operations have failures']),
  ),
  resolveInstruction: 'no transfer is MANUAL here; the tests of the wallet have some',
  resolveBreak: 'nothing differs from KasPro here; the tests of the wallet have breaks',
  writeOffDebt: 'nobody owes anything here; the tests of the wallet have debtors',
  containWallet: 'a contained wallet would stop other tests; those of contained wallets have some',
  releaseWallet: 'no wallet is contained here; the tests of contained wallets release theirs',
  addRules: 'a version would change what other tests pay; those of the rules add some',
  getApproval: 'nothing waits for a second person here either',
  approve: 'nothing waits for a second person here; the tests of the wallet have acts that do',
};

/** Every service serves these from one package: one service is asked for all. */
const SHARED = /^\/v1\/(operations|approvals)/;
const ASKED = 'wallet';
/** It finds the group in the answer of another call, and a held consumer would stop the tests that come after. */
const HOLDS = /\/consumers\/\{group\}\//;

const served = (await servedDocuments()).map(({ document, ...one }) => {
  const isAsked = (path: string) =>
    !HOLDS.test(path) && (one.service === ASKED || !SHARED.test(path));
  const paths = Object.entries(document.paths).filter(([path]) => isAsked(path));
  return { ...one, document: { ...document, paths: Object.fromEntries(paths) } };
});
const runs = served
  .flatMap(({ service, url, document }) =>
    ROLES.map((role, index) => ({
      service,
      url,
      role,
      document: documentFor(role, document, ROLES.slice(0, index)),
    })),
  )
  .filter(({ document }) => operationsOf(document).length > 0);

let platform: Platform;
let world: World;
let tool: string;
beforeAll(async () => {
  tool = await installSchemathesis();
  platform = await attach();
  world = await makeWorld(platform);
}, INSTALLED_WITHIN_MS);
afterAll(() => platform.detach());

const accepted = new Map<string, number>();

describe('a service does what its OpenAPI document says, whatever it is sent', () => {
  // One waits for the services, then they for it: two at once take half the time.
  it.concurrent.each(runs)(
    '$service, called by $role',
    async ({ service, url, role, document }) => {
      const sub = idsOf(world, role)['customerId'] ?? '';
      const token = role === 'public' ? '' : await platform.stack.token({ sub, role });
      await exemplify(document, { platform, world, role });
      const name = `${service}-${role}`;
      const outcome = await runSchemathesis({ name, url, document, token, tool });
      for (const [label, count] of outcome.accepted) {
        accepted.set(label, (accepted.get(label) ?? 0) + count);
      }
      expect(outcome.passed ? '' : outcome.output).toBe('');
    },
    RUN_MAX_MS + EXAMPLES_MAX_MS,
  );

  it('and each operation was seen to do what it is for', () => {
    const all = served.flatMap(({ document }) => operationsOf(document));
    const missed = all.filter(({ label }) => !accepted.get(label));
    // What waits for operators here, other files may have left: then more is reached than must be.
    const unexplained = missed.filter(({ operationId }) => !(operationId in UNREACHED));
    expect(unexplained.map(({ label }) => label)).toEqual([]);
  });
});
