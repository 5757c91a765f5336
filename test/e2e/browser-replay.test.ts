/** A message that failed is understood, previewed, replayed and gone: by keyboard alone, and by two persons. */
import { randomUUID } from 'node:crypto';
import { type Person, register } from '@angkutan/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, openBrowser, seriousIssues, tabTo } from './console/browser.ts';
import { consoleUrl } from './console/browser-session.ts';
import { attach, type Platform, ride } from './platform.ts';

const SOON = { timeout: 20_000 };
/** Beyond the time that a ride waits for a person whom nobody knows yet. */
const GIVEN_UP = { timeout: 40_000 };

let platform: Platform;
let first: Browser;
let second: Browser;
let rider: Person;
/** Sent ahead, so that both have been given up by the time the first test has ended. */
let failed: { readonly replayed: FailedRide; readonly declined: FailedRide };
beforeAll(async () => {
  platform = await attach();
  const actor = async (sub: string) =>
    openBrowser(await platform.stack.token({ sub, role: 'ops-act' }));
  [first, second] = [await actor('sre-first'), await actor('sre-second')];
  rider = await platform.person('USER', 100_000);
  const [replayed, declined] = await Promise.all([failedRide(), failedRide()]);
  failed = { replayed, declined };
});
afterAll(async () => {
  await first.close();
  await second.close();
  await platform.detach();
});

interface FailedRide {
  readonly rideId: string;
  readonly driver: Person;
}

/** The ride of a driver who is not known as one: it waits, and is given up. */
async function failedRide(): Promise<FailedRide> {
  const driver = await platform.person('USER');
  const rideId = `ride-${randomUUID()}`;
  await platform.rides.publish(ride({ rideId, rider, driver }).completed);
  return { rideId, driver };
}

describe('a message that waits', () => {
  it('is seen under what it waits for, and is gone from there when it waits no longer', async () => {
    const { rideId, driver } = await failedRide();
    const { page } = first;
    await page.goto(`${consoleUrl()}/failures?part=parked`);
    const row = page.getByRole('grid', { name: 'Waiting' }).getByText(rideId);
    await row.waitFor(SOON);
    await page.getByRole('button', { name: 'CUSTOMER_UNKNOWN' }).first().click();
    await row.click();
    await page.getByRole('dialog').getByText('"rideId"').waitFor(SOON);
    expect(await seriousIssues(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await register(platform.stack, 'DRIVER', 'Budi Santoso', driver.mobileNumber);
    await row.waitFor({ ...GIVEN_UP, state: 'detached' });
  });
});

describe('a message that failed', () => {
  it('is previewed and replayed by keyboard, approved by another person, and gone', async () => {
    const { rideId, driver } = failed.replayed;
    const { page } = first;
    await page.goto(`${consoleUrl()}/failures?service=payments&key=${rideId}`);
    const row = page.getByRole('grid', { name: 'Dead letters' }).getByText(rideId);
    await row.waitFor(GIVEN_UP);
    await register(platform.stack, 'DRIVER', 'Budi Santoso', driver.mobileNumber);

    await tabTo(page, page.getByRole('grid'));
    await page.keyboard.press('Enter');
    await page.getByText('CUSTOMER_UNKNOWN').last().waitFor(SOON);
    await page.getByRole('dialog').getByText('"rideId"').waitFor(SOON);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ ...SOON, state: 'detached' });

    await tabTo(page, page.getByRole('grid'));
    await page.keyboard.press(' ');
    await tabTo(page, page.getByRole('button', { name: 'Preview and replay the selection' }));
    await page.keyboard.press('Enter');
    await page.getByText('PaymentRequested').waitFor(SOON);
    await tabTo(page, page.getByRole('textbox', { name: 'Reason' }));
    await page.keyboard.type('the driver is registered now');
    await tabTo(page, page.getByRole('button', { name: 'Replay', exact: true }));
    await page.keyboard.press('Enter');
    await page.getByText('wait for a second person').waitFor(SOON);
    await expect(platform.payment(rideId)).rejects.toMatchObject({ status: 404 });

    await approveAs(second, 'the driver is registered now');
    await platform.becomes(rideId, ['SETTLED']);
    await page.keyboard.press('Escape');
    await page.getByText('No message matches').waitFor(SOON);
    await page.goto(`${consoleUrl()}/failures?part=replays`);
    const replay = page.getByRole('button', { name: 'the driver is registered now' }).first();
    await replay.getByText('done').waitFor(SOON);
  });

  it('cannot be approved by the one who asked for it, and is kept when it is declined', async () => {
    const { rideId } = failed.declined;
    const reason = `no driver ${rideId}`;
    const { page } = first;
    await page.goto(`${consoleUrl()}/failures?service=payments&key=${rideId}`);
    const row = page.getByRole('grid', { name: 'Dead letters' }).getByText(rideId);
    await row.waitFor(GIVEN_UP);
    await page.getByRole('checkbox', { name: 'Choose' }).click();
    await page.getByRole('button', { name: 'Preview and replay the selection' }).click();
    await page.getByLabel('Reason').fill(reason);
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByText('wait for a second person').waitFor(SOON);

    await page.goto(`${consoleUrl()}/approvals`);
    const own = page.getByRole('article').filter({ hasText: reason });
    await own.getByText('somebody else has to approve').waitFor(SOON);
    expect(await own.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    await own.getByRole('button', { name: 'Decline' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('not now');
    await dialog.getByRole('button', { name: 'Decline' }).click();
    await own.waitFor({ ...SOON, state: 'detached' });
    await page.goto(`${consoleUrl()}/failures?service=payments&key=${rideId}`);
    await row.waitFor(SOON);
  });
});

async function approveAs({ page }: Browser, reason: string): Promise<void> {
  await page.goto(`${consoleUrl()}/approvals`);
  const card = page.getByRole('article').filter({ hasText: reason });
  await card.getByRole('button', { name: 'Approve' }).click(SOON);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Approve' }).click(SOON);
  await card.waitFor({ ...SOON, state: 'detached' });
}
