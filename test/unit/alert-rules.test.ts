import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { lackingMetrics } from './metric-names.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'infra/prometheus');
const run = promisify(execFile);

const rules = await readFile(join(FOLDER, 'alerts.yaml'), 'utf8');
const cases = await readFile(join(FOLDER, 'alerts.test.yaml'), 'utf8');
const alerts = rules.split(/^ {6}- alert: /m).slice(1);
const nameOf = (alert: string): string => /^\w+/.exec(alert)?.[0] ?? '';

/** What promtool says; where it is missing the test fails and says how to get it. */
async function promtool(...args: string[]): Promise<string> {
  try {
    return (await run('promtool', args, { cwd: FOLDER })).stdout;
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing) throw error;
    throw new Error(
      'promtool is not installed. Debian, Ubuntu: `apt-get install prometheus`, or its one program: ' +
        '`apt-get download prometheus && dpkg -x prometheus_*.deb x`, and x/usr/bin into PATH. Mac: `brew install prometheus`.',
      { cause: error },
    );
  }
}

describe('the alert rules', () => {
  test('are well formed', async () => {
    expect(await promtool('check', 'rules', 'alerts.yaml')).toContain('SUCCESS');
    expect(await promtool('check', 'config', 'prometheus.yaml')).toContain('SUCCESS');
  });

  test('fire in the bad times that are written down for them, and are silent in the good ones', async () => {
    expect(await promtool('test', 'rules', 'alerts.test.yaml')).toContain('SUCCESS');
  });

  test('ask for metrics that our sources have', async () => {
    expect(await lackingMetrics(rules)).toEqual([]);
  });
});

describe.each(alerts.map((text) => ({ name: nameOf(text), text })))('$name', ({ name, text }) => {
  test('says how bad it is, what it means for the money, and what to do', async () => {
    expect(text).toMatch(/labels: \{ severity: (critical|warning) \}/);
    expect(text).toMatch(/^ {10}summary: \S/m);
    expect(text).toMatch(/^ {10}money: \S/m);
    const runbook = /^ {10}runbook: (docs\/runbooks\/\S+\.md)$/m.exec(text)?.[1] ?? '';
    expect(existsSync(join(ROOT, runbook)), `${name} has no runbook: ${runbook}`).toBe(true);
    expect(await readFile(join(ROOT, runbook), 'utf8'), `${runbook} says nothing of it`).toContain(
      name,
    );
  });

  test('is tried both ways', () => {
    const own = cases.split(/^ {2}- name: /m).find((one) => one.startsWith(`${name}\n`)) ?? '';
    expect(own).toMatch(/exp_samples: \[\]/);
    expect(own).toMatch(/value: 1\b/);
  });
});
