import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lackingMetrics } from './metric-names.ts';

const FOLDER = join(import.meta.dirname, '../../infra/grafana');
const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.json'));

interface Dashboard {
  readonly uid: string;
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly description: string;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number };
    readonly targets: readonly unknown[];
  }[];
}

test('there is a dashboard for money, one for messaging and one for KasPro', () => {
  expect(files.toSorted()).toEqual(['kaspro.json', 'messaging.json', 'money.json']);
});

describe.each(files)('the dashboard %s', (file) => {
  test('shows metrics that our sources have', async () => {
    const text = await readFile(join(FOLDER, file), 'utf8');
    expect(await lackingMetrics(text)).toEqual([]);
  });

  test('is sound: every panel has its own place, says what it shows and asks for something', async () => {
    const { uid, panels }: Dashboard = JSON.parse(await readFile(join(FOLDER, file), 'utf8'));
    expect(uid).toBe(`angkutan-${basename(file, '.json')}`);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(panels.map(({ gridPos: { x, y } }) => `${x} ${y}`)).size).toBe(panels.length);
    for (const { title, description, gridPos, targets } of panels) {
      expect(gridPos.x + gridPos.w, `${title} is too wide`).toBeLessThanOrEqual(24);
      expect(description, `${title} does not say what it shows`).not.toBe('');
      expect(targets.length, `${title} asks for nothing`).toBeGreaterThan(0);
    }
  });
});
