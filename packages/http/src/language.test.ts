import { describe, expect, test } from 'vitest';
import { preferredLanguage } from './language.ts';

describe('the language of an answer', () => {
  test.each([
    ['English alone', 'en', 'en'],
    ['English of a region', 'en-US', 'en'],
    ['English written large', 'EN-GB', 'en'],
    ['English first, then Indonesian', 'en-US,en;q=0.9,id;q=0.8', 'en'],
    ['a third language, then English', 'ja,en;q=0.5', 'en'],
    ['little English, and less Indonesian', 'id;q=0.2, en;q=0.3', 'en'],
    ['English with spaces about its weight', 'id; q=0.4 , en ; q=0.6', 'en'],
    ['anything but Indonesian', 'id;q=0, *;q=0.5', 'en'],
    ['no Indonesian, and nothing else', 'id;q=0', 'en'],
  ])('is English when the header asks for %s', (_what, header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });

  test.each([
    ['no header', undefined],
    ['an empty one', ''],
    ['a language that is not spoken here', 'ja'],
    ['Indonesian', 'id-ID'],
    ['Indonesian as old phones call it', 'in-ID,en;q=0.9'],
    ['both alike', 'en,id'],
    ['Indonesian before English', 'id,en;q=0.9'],
    ['anything', '*'],
    ['anything but English', '*;q=0.5, en;q=0'],
    ['no English, and nothing else', 'en;q=0'],
    ['neither', 'en;q=0, id;q=0'],
    ['English with a weight that is none', 'en;q=abc'],
    ['English with a weight above 1', 'en;q=9'],
    ['another language that begins with en', 'enm'],
    ['noise', ';;,,=;q'],
  ])('is Bahasa Indonesia when the header asks for %s', (_what, header) => {
    expect(preferredLanguage(header)).toBe('id');
  });
});
