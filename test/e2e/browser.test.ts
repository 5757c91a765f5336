/** The console in a real browser. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Browser,
  NARROW,
  openBrowser,
  seriousIssues,
  stickingOut,
  WIDE,
} from './console/browser.ts';
import { consoleUrl } from './console/browser-session.ts';
import { attach, type Platform, settledRide } from './platform.ts';
import { sendRaw } from './send-raw.ts';

const SCREENS = ['consumers', 'failures', 'approvals', 'story', 'money', 'incidents', 'audit'];
/** A failure is on the screen within this. */
const SHOWN_MS = 5_000;
const SOON = { timeout: 20_000 };

let platform: Platform;
let actor: Browser;
beforeAll(async () => {
  platform = await attach();
  actor = await openBrowser(await platform.stack.token({ sub: 'sre-browser', role: 'ops-act' }));
});
afterAll(async () => {
  await actor.close();
  await platform.detach();
});

describe('the console in a browser', () => {
  it('shows every consumer group, alive, and who is signed in', async () => {
    const { page } = actor;
    await page.goto(`${consoleUrl()}/consumers`);
    for (const service of ['onboarding', 'wallet', 'payments', 'cash-out']) {
      await page.getByRole('heading', { name: service, exact: true }).waitFor(SOON);
    }
    await page.getByText('sre-browser').waitFor(SOON);
    await page.getByText('well', { exact: true }).first().waitFor(SOON);
    expect(await page.getByText('dead', { exact: true }).count()).toBe(0);
  });

  it('shows a poison message within five seconds, and its whole story', async () => {
    const { page } = actor;
    await page.goto(`${consoleUrl()}/failures`);
    await page.getByRole('heading', { name: 'Failures' }).waitFor(SOON);
    const key = `poison-${randomUUID()}`;
    await sendRaw(platform, key, Buffer.from('poison'));
    const sentAt = performance.now();
    await page.getByText(key).first().waitFor({ timeout: SHOWN_MS });
    expect(performance.now() - sentAt).toBeLessThan(SHOWN_MS);
    await page.getByText(key).first().click();
    await page.getByText('It cannot be decoded; its bytes are kept.').waitFor(SOON);
  });

  it('tells the story of a ride, from its booking to its settlement', async () => {
    const { page } = actor;
    const rideId = await settledRide(platform);
    await page.goto(`${consoleUrl()}/story?q=${rideId}`);
    for (const step of ['RideBooked', 'FundsHeld', 'RideCompleted', 'TransferPosted']) {
      await page.getByText(step).first().waitFor(SOON);
    }
    const calls = page.locator('li[data-kind="call"]');
    await calls.filter({ hasText: '200, OK' }).first().waitFor(SOON);
    const tones = await calls.evaluateAll((all) => all.map((one) => one.getAttribute('data-tone')));
    expect(new Set(tones)).toEqual(new Set(['ok']));
    expect(await seriousIssues(page)).toEqual([]);
  });

  it('draws the story of a ride, each call with its outcome in words', async () => {
    const { page } = actor;
    const rideId = await settledRide(platform);
    await page.goto(`${consoleUrl()}/story?q=${rideId}`);
    await page.getByText('TransferPosted').first().waitFor(SOON);
    await page.getByRole('tab', { name: 'Sequence diagram' }).click();
    const answers = page.locator('.arrow[data-kind="call"][data-tone="ok"] .answer');
    await answers.filter({ hasText: '200, OK' }).first().waitFor(SOON);
    expect(await seriousIssues(page)).toEqual([]);
    expect(await stickingOut(page)).toEqual([]);
  });

  it('lets who may only read do nothing', async () => {
    const reader = await openBrowser(await platform.stack.token({ sub: 'reader', role: 'ops' }));
    await reader.page.goto(`${consoleUrl()}/consumers`);
    await reader.page.getByText('looks only').waitFor(SOON);
    await reader.page.getByText('well', { exact: true }).first().waitFor(SOON);
    const [seen, actable] = [reader.page, actor.page].map((page) =>
      page.getByRole('button', { name: 'Pause' }),
    );
    expect(await seen?.count()).toBe(0);
    await actor.page.goto(`${consoleUrl()}/consumers`);
    await actable?.first().waitFor(SOON);
    await reader.close();
  });

  it.each(SCREENS)(
    '%s has no serious issue for who cannot see or point, wide or narrow',
    async (screen) => {
      const { page } = actor;
      for (const size of [WIDE, NARROW]) {
        await page.setViewportSize(size);
        await page.goto(`${consoleUrl()}/${screen}`);
        await page.getByRole('heading').first().waitFor(SOON);
        expect([screen, size.width, await seriousIssues(page)]).toEqual([screen, size.width, []]);
        expect([screen, size.width, await stickingOut(page)]).toEqual([screen, size.width, []]);
      }
      await page.setViewportSize(WIDE);
    },
  );

  it('asks no other host for anything', () => {
    expect(actor.strangers).toEqual([]);
  });
});
