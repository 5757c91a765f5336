import { describe, expect, test } from 'vitest';
import { createCatalogue } from './index.ts';

const catalogue = createCatalogue({
  id: {
    topUp: {
      fee: 'Biaya admin {{fee, rupiah}}, berlaku {{since, date}}.',
      steps: ['Buka aplikasi {{bank}}.', 'Bayar {{amount, rupiah}}.'],
    },
    until: 'Coba lagi {{at, moment}}.',
    photos_other: '{{count}} foto',
    greeting: 'Halo {{name}}',
    onlyHere: 'Hanya di sini',
  },
  en: {
    topUp: {
      fee: 'Admin fee {{fee, rupiah}}, since {{since, date}}.',
      steps: ['Open the {{bank}} app.', 'Pay {{amount, rupiah}}.'],
    },
    until: 'Try again {{at, moment}}.',
    photos_one: '{{count}} photo',
    photos_other: '{{count}} photos',
    greeting: 'Hello {{name}}',
  },
});

describe('a text', () => {
  const newYear = new Date('2025-12-31T17:30:00Z');

  test('says rupiah and dates as its language writes them', () => {
    const args = { fee: 2_500n, since: newYear };
    expect(catalogue.say('id', 'topUp.fee', args)).toBe(
      'Biaya admin Rp\u00a02.500, berlaku 1 Januari 2026.',
    );
    expect(catalogue.say('en', 'topUp.fee', args)).toBe(
      'Admin fee Rp\u00a02,500, since 1 January 2026.',
    );
  });

  test('says moments on the clock of Jakarta', () => {
    expect(catalogue.say('id', 'until', { at: newYear })).toBe(
      'Coba lagi 1 Januari 2026 pukul 00.30 WIB.',
    );
    expect(catalogue.say('en', 'until', { at: newYear })).toBe(
      'Try again 1 January 2026 at 00:30 WIB.',
    );
  });

  test('is one of a list, in order', () => {
    const args = { bank: 'BCA', amount: 15_000 };
    expect(catalogue.list('id', 'topUp.steps', args)).toEqual([
      'Buka aplikasi BCA.',
      'Bayar Rp\u00a015.000.',
    ]);
    expect(catalogue.list('en', 'topUp.steps', args)).toEqual([
      'Open the BCA app.',
      'Pay Rp\u00a015,000.',
    ]);
  });

  test('has the plural of its language', () => {
    expect(catalogue.say('id', 'photos', { count: 1 })).toBe('1 foto');
    expect(catalogue.say('en', 'photos', { count: 1 })).toBe('1 photo');
    expect(catalogue.say('en', 'photos', { count: 3 })).toBe('3 photos');
  });

  test('takes an argument as it is: no HTML, no other text, no option', () => {
    const name = "<b>O'Neil</b> $t(until) {{at}}";
    expect(catalogue.say('en', 'greeting', { name, lng: 'id', defaultValue: 'x' })).toBe(
      `Hello ${name}`,
    );
  });

  test('shows the hole that no argument fills', () => {
    expect(catalogue.say('en', 'greeting')).toBe('Hello {{name}}');
  });

  test('that one language lacks cannot be said', () => {
    // @ts-expect-error The key is in Bahasa Indonesia alone.
    expect(catalogue.say('id', 'onlyHere')).toBe('Hanya di sini');
  });
});
