/** What somebody at the console goes through, measured in the page itself. */
import type { Page } from 'playwright-core';

/** How a stretch of time was for the eye. */
export interface Smoothness {
  readonly framesP50Ms: number;
  readonly framesP99Ms: number;
  /** The longest time for which the page answered nobody. */
  readonly longestTaskMs: number;
}

/** Milliseconds until the service's answer was there, its text included. */
export interface ServerTimes {
  readonly firstPageMs: number;
  readonly lastPageMs: number;
  readonly causesMs: number;
  readonly searchMs: number;
}

export interface LetterFigures extends Smoothness, ServerTimes {
  readonly letters: number;
  readonly firstRowsMs: number;
  /** By jumping to the end as often as more has come. */
  readonly toTheEndMs: number;
  readonly toTheEndLongestTaskMs: number;
  readonly rowsInPage: number;
}

export interface PartitionFigures extends Smoothness {
  readonly partitions: number;
  readonly firstRowsMs: number;
}

const SHOWN = { timeout: 180_000 };
const SCROLLED_MS = 6_000;

/** Opens the failures, reads on to the last of them, then scrolls through them. */
export async function readLetters(page: Page, url: string, letters: number) {
  const firstRowsMs = await opened(page, `${url}/failures`, '[data-index="0"]');
  const grid = page.getByRole('grid', { name: 'Dead letters' });
  await page.evaluate(WATCH);
  const start = performance.now();
  for (const all = String(letters + 1); (await grid.getAttribute('aria-rowcount')) !== all;) {
    await page.evaluate(JUMP);
  }
  const toTheEndMs = Math.round(performance.now() - start);
  const { longestTaskMs: toTheEndLongestTaskMs } = await watched(page);
  const smooth = await scrolled(page);
  const rowsInPage = await page.locator('[data-index]').count();
  const times: ServerTimes = await page.evaluate(SERVER_TIMES);
  const read = { letters, firstRowsMs, toTheEndMs, toTheEndLongestTaskMs, rowsInPage };
  return { ...read, ...smooth, ...times } satisfies LetterFigures;
}

/** Opens a group with all its partitions, and scrolls through them while every look changes them. */
export async function readPartitions(page: Page, url: string): Promise<PartitionFigures> {
  await opened(page, `${url}/consumers`, 'tr[data-health]');
  const start = performance.now();
  await page.getByRole('button', { name: 'angkutan.payments', exact: true }).click();
  await page.locator('[data-index="0"]').waitFor(SHOWN);
  const firstRowsMs = Math.round(performance.now() - start);
  const rows = await page.getByRole('grid').getAttribute('aria-rowcount');
  return { partitions: Number(rows) - 1, firstRowsMs, ...(await scrolled(page)) };
}

async function opened(page: Page, url: string, first: string): Promise<number> {
  await page.goto('about:blank');
  const start = performance.now();
  await page.goto(url);
  await page.locator(first).first().waitFor(SHOWN);
  return Math.round(performance.now() - start);
}

async function scrolled(page: Page): Promise<Smoothness> {
  await page.evaluate(WATCH);
  await page.evaluate(`(${SCROLL})(${SCROLLED_MS})`);
  return await watched(page);
}

const watched = (page: Page): Promise<Smoothness> => page.evaluate(WATCHED);

const SCROLLER = "document.querySelector('.data-table')";
const JUMP = `(async () => {
  const scroller = ${SCROLLER};
  scroller.scrollTop = scroller.scrollHeight;
  await new Promise(requestAnimationFrame);
})()`;

/** Up and down by a row and a half a frame. */
const SCROLL = `async (ms) => {
  const scroller = ${SCROLLER};
  const until = performance.now() + ms;
  let step = 60;
  while (performance.now() < until) {
    const before = scroller.scrollTop;
    scroller.scrollTop += step;
    if (scroller.scrollTop === before) step = -step;
    await new Promise(requestAnimationFrame);
  }
}`;

const WATCH = `(() => {
  const seen = { frames: [], tasks: [], last: performance.now(), goesOn: true };
  seen.observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration);
  });
  seen.observer.observe({ type: 'longtask' });
  const frame = (now) => {
    seen.frames.push(now - seen.last);
    seen.last = now;
    if (seen.goesOn) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  globalThis.seen = seen;
})()`;
const WATCHED = `(() => {
  const { seen } = globalThis;
  seen.goesOn = false;
  seen.observer.disconnect();
  const frames = seen.frames.slice(1).sort((one, other) => one - other);
  const at = (share) => Math.round(frames[Math.floor((frames.length - 1) * share)] ?? 0);
  return {
    framesP50Ms: at(0.5),
    framesP99Ms: at(0.99),
    longestTaskMs: Math.round(Math.max(0, ...seen.tasks)),
  };
})()`;

/** The best of five, so that what else the machine does counts less. */
const SERVER_TIMES = `(async () => {
  const base = '/api/services/payments/v1/operations';
  const time = async (path) => {
    let best = Infinity;
    for (let n = 0; n < 5; n += 1) {
      const start = performance.now();
      await (await fetch(base + path)).text();
      best = Math.min(best, performance.now() - start);
    }
    return Math.round(best);
  };
  const page = async (path) => (await fetch(base + path)).json();
  let cursor = '';
  let last = '';
  for (;;) {
    const rows = await page('/failures?limit=1000' + cursor);
    const end = rows.at(-1);
    if (!end) break;
    last = cursor;
    cursor = '&before=' + end.at + '&beforeId=' + encodeURIComponent(end.id);
    if (rows.length < 1000) break;
  }
  return {
    firstPageMs: await time('/failures?limit=200'),
    lastPageMs: await time('/failures?limit=200' + last),
    causesMs: await time('/causes'),
    searchMs: await time('/failures?search=nothing-has-this'),
  };
})()`;
