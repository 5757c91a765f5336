/** The consumers screen in a browser, while consumers are stopped, killed and paused, and KasPro is away. */
import { randomInt, randomUUID } from 'node:crypto';
import { connect } from '@angkutan/mongo';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Browser, openBrowser, seriousIssues } from './console/browser.ts';
import { consoleUrl } from './console/browser-session.ts';
import { attach, type Platform, ride } from './platform.ts';

const SOON = { timeout: 20_000 };
/** A process starts, joins its group and is dealt its partitions. */
const BACK = { timeout: 60_000 };
/** 15 s without a message read, and what comes before and after. */
const STUCK = { timeout: 60_000 };
/** Beyond the calls that open a breaker. */
const CALLS = 40;

let platform: Platform;
let actor: Browser;
beforeAll(async () => {
  platform = await attach();
  actor = await openBrowser(await platform.stack.token({ sub: 'sre-consumers', role: 'ops-act' }));
});
beforeEach(() => actor.page.goto(`${consoleUrl()}/consumers`));
afterEach(() => platform.faults([]));
afterAll(async () => {
  await actor.close();
  await platform.detach();
});

const service = (name: string): Locator => actor.page.getByRole('region', { name, exact: true });
const group = (name: string): Locator =>
  service(name)
    .getByRole('row')
    .filter({ hasText: `angkutan.${name}` });
const pidsOf = (name: 'cash-out' | 'wallet') => platform.stack.services[name].map(({ pid }) => pid);

describe('a consumer', () => {
  it('whose processes stand still is red and says why; killed, it comes back, and its restart is told', async () => {
    const [row, pids] = [group('cash-out'), pidsOf('cash-out')];
    await row.getByText('well', { exact: true }).waitFor(SOON);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    try {
      await row.getByText('dead', { exact: true }).waitFor(SOON);
      await row.getByText('No instance of the service answers').waitFor(SOON);
      await service('cash-out').getByText('0/2 up').waitFor(SOON);
      const [red = 0, green = 0, blue = 0] = await colourOfDead();
      expect(red).toBeGreaterThan(2 * Math.max(green, blue));
    } finally {
      for (const pid of pids) process.kill(pid, 'SIGKILL');
    }
    await row.getByText('well', { exact: true }).waitFor(BACK);
    await service('cash-out').getByText('2/2 up').waitFor(SOON);
    // Other tests may have killed it as well: then it is more than one, or a crash loop already.
    const restarted = service('cash-out').getByText(/\d restarts? in 5 min|crash loop/);
    await restarted.first().waitFor(SOON);
  });

  it('that is killed again and again is told to be in a crash loop', async () => {
    const told = service('cash-out').getByText('crash loop');
    while ((await told.count()) === 0) {
      const before = pidsOf('cash-out')[0] ?? 0;
      process.kill(before, 'SIGKILL');
      await service('cash-out').getByText('1/2 up').waitFor(SOON);
      await service('cash-out').getByText('2/2 up').waitFor(BACK);
    }
    await told.waitFor(SOON);
  });

  it('that polls and reads nothing, for its inbox takes no row, is stuck and says so; then it goes on', async () => {
    const row = group('cash-out');
    await row.getByText('well', { exact: true }).waitFor(BACK);
    const inbox = await inboxOf('angkutan-cash-out');
    // MongoDB answers, reads, and refuses each row, as with a full disk: the process and its group are alive.
    await inbox.refuse({ never: { $exists: true } });
    try {
      await platform.person('USER');
      await row.getByText('stuck', { exact: true }).waitFor(STUCK);
      await row.getByText(/In its group and polling, yet it has read nothing for/).waitFor(SOON);
      await service('cash-out').getByText('2/2 up').waitFor(SOON);
      expect(await seriousIssues(actor.page)).toEqual([]);
    } finally {
      await inbox.refuse({});
      await inbox.close();
    }
    await row.getByText('well', { exact: true }).waitFor(SOON);
    await row.getByText(/has read nothing/).waitFor({ ...SOON, state: 'detached' });
  });

  it('is paused and goes on from the screen, and what came meanwhile is done then', async () => {
    const [rider, driver] = [
      await platform.person('USER', 100_000),
      await platform.person('DRIVER'),
    ];
    const row = group('payments');
    await act(row, 'Pause', 'a deployment');
    await row.getByText('paused', { exact: true }).waitFor(SOON);
    const rideId = `ride-${randomUUID()}`;
    await platform.rides.publish(ride({ rideId, rider, driver }).completed);
    // What else is told meanwhile waits as well.
    const lag = row
      .getByRole('cell')
      .nth(1)
      .filter({ hasText: /^[1-9]/ });
    const [waited] = await Promise.allSettled([lag.waitFor(SOON)]);
    await act(row, 'Resume', 'the deployment is over');
    expect(waited.status).toBe('fulfilled');
    await platform.becomes(rideId, ['SETTLED']);
    await row.getByText('well', { exact: true }).waitFor(SOON);
  });
});

describe('a breaker', () => {
  it('opens while KasPro is away, and closes once it is back', async () => {
    const { page } = actor;
    const onboarding = service('onboarding');
    await onboarding.getByText('all closed').waitFor(SOON);
    await page.goto(`${consoleUrl()}/break-it`);
    const fault = page.locator('.figure').filter({ hasText: 'kaspro-outage' });
    await fault.getByRole('button', { name: 'Break' }).click(SOON);
    await fault.getByText('broken now').waitFor(SOON);
    await Promise.all(Array.from({ length: CALLS }, askForCode));
    await page.goto(`${consoleUrl()}/consumers`);
    await onboarding.getByText('otp open').waitFor(SOON);
    await page.goto(`${consoleUrl()}/break-it`);
    await fault.getByRole('button', { name: 'Mend' }).click(SOON);
    await page.goto(`${consoleUrl()}/consumers`);
    await onboarding.getByText('all closed').waitFor(SOON);
  });
});

/** What the inbox of a service takes: only rows that fit. */
async function inboxOf(name: string) {
  const connection = await connect(platform.stack.mongodb.uri, { name });
  return {
    refuse: (validator: object) => connection.db?.command({ collMod: 'inbox', validator }),
    close: () => connection.close(),
  };
}

async function act(row: Locator, name: string, reason: string): Promise<void> {
  await row.getByRole('button', { name }).click(SOON);
  const dialog = actor.page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name }).click();
  await dialog.waitFor({ ...SOON, state: 'detached' });
}

/** Its answer does not matter: KasPro is called. */
async function askForCode(): Promise<void> {
  const url = `${platform.stack.services.onboarding[0]?.url}/v1/otp`;
  const mobileNumber = `0813${String(randomInt(100_000_000)).padStart(8, '0')}`;
  const body = JSON.stringify({ mobileNumber });
  const headers = { 'content-type': 'application/json' };
  await (await fetch(url, { method: 'POST', headers, body })).text();
}

/** Its parts of red, green and blue, however the browser writes colours. */
async function colourOfDead(): Promise<readonly number[]> {
  const colour: string = await actor.page.evaluate(
    "getComputedStyle(document.querySelector('tr[data-health=dead] .badge')).color",
  );
  return (colour.match(/\d+(?:\.\d+)?/g) ?? []).map(Number);
}
