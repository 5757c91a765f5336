/** A real browser with a profile of its own, signed in to the console. */
import { openChromium } from '@angkutan/local';
import axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { consoleUrl } from './browser-session.ts';

export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 390, height: 844 };

export interface Browser {
  /** The first page, signed in with the token, in English. */
  readonly page: Page;
  /** What the pages have asked of other hosts. */
  readonly strangers: readonly string[];
  close(): Promise<void>;
}

export async function openBrowser(token: string): Promise<Browser> {
  const { context, page, close } = await openChromium(WIDE);
  const strangers: string[] = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(consoleUrl()) && !request.url().startsWith('data:')) {
      strangers.push(request.url());
    }
  });
  await page.goto(`${consoleUrl()}/#token=${token}`);
  await page.getByText('EN', { exact: true }).first().click();
  await page.getByText('Sign out').waitFor();
  return { page, strangers, close };
}

const TABS_MAX = 80;

/** Goes on by the Tab key alone until this one has the focus. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  const focused = wanted.and(page.locator(':focus'));
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    await page.keyboard.press('Tab');
    if ((await focused.count()) > 0) return;
  }
  throw new Error(`the Tab key does not reach ${wanted.toString()}`);
}

/** What makes the page wider than the screen: the first elements that stick out, when it is. */
export async function stickingOut(page: Page): Promise<readonly string[]> {
  return page.evaluate(`(() => {
    if (document.documentElement.scrollWidth <= window.innerWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
      .slice(0, 5)
      .map((one) => one.tagName + '.' + one.className);
  })()`);
}

interface Violation {
  readonly id: string;
  readonly impact: string | null;
}

/** What axe-core finds serious or worse on the page. */
export async function seriousIssues(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const violations: readonly Violation[] = await page.evaluate(
    'axe.run(document).then(({ violations }) => violations)',
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id }) => id);
}
