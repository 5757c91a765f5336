import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cached } from '../src/downloads/cache.ts';
import { verifyFolder } from '../src/downloads/checksums.ts';
import { requirePrerequisites } from '../src/downloads/prerequisites.ts';
import { stateFolder } from './fixtures/state.ts';

const SUMS = { 'a.jar': createHash('sha256').update('good').digest('hex') };

describe('a download', () => {
  test('with the pinned content is accepted', async () => {
    const folder = stateFolder();
    writeFileSync(join(folder, 'a.jar'), 'good');
    await expect(verifyFolder(folder, SUMS)).resolves.toBeUndefined();
  });

  test('with another content is refused by name and removed', async () => {
    const folder = stateFolder();
    writeFileSync(join(folder, 'a.jar'), 'evil');
    await expect(verifyFolder(folder, SUMS)).rejects.toThrow(
      /^a\.jar has the SHA-256 .* refused and removed/,
    );
    expect(existsSync(join(folder, 'a.jar'))).toBe(false);
  });

  test('that nobody pinned is refused by name and removed', async () => {
    const folder = stateFolder();
    writeFileSync(join(folder, 'a.jar'), 'good');
    writeFileSync(join(folder, 'b.jar'), 'more');
    await expect(verifyFolder(folder, SUMS)).rejects.toThrow(
      /^b\.jar is not among the pinned files/,
    );
    expect(existsSync(join(folder, 'b.jar'))).toBe(false);
  });

  test('that lacks a file is refused', async () => {
    await expect(verifyFolder(stateFolder(), SUMS)).rejects.toThrow('Not downloaded: a.jar');
  });
});

describe('the cache', () => {
  test('keeps nothing of a download that failed', async () => {
    const root = join(stateFolder(), 'cache');
    const fill = async (draft: string): Promise<void> => {
      writeFileSync(join(draft, 'half'), '');
      throw new Error('line cut');
    };
    await expect(cached(root, 'kafka', fill)).rejects.toThrow('line cut');
    expect(readdirSync(root)).toEqual([]);
  });

  test('fills a folder once', async () => {
    const root = stateFolder();
    let fills = 0;
    const fill = async (draft: string): Promise<void> => {
      fills += 1;
      mkdirSync(join(draft, 'lib'));
    };
    const folders = [await cached(root, 'kafka', fill), await cached(root, 'kafka', fill)];
    expect([fills, new Set(folders).size, readdirSync(root)]).toEqual([1, 1, ['kafka']]);
  });
});

test('what is missing on the machine is named together with how to install it', () => {
  const environment = { PATH: '/nowhere' };
  expect(() => requirePrerequisites(['java', 'maven', 'pip'], environment)).toThrow(
    /Java 17 or newer \(apt install[^]*Maven \(apt install[^]*Python 3 with pip \(apt install/,
  );
});
