import { describe, expect, test } from 'vitest';
import en from '../../../locales/web.en.json' with { type: 'json' };
import type { Step } from '../../api/story.ts';
import { FORMATS } from '../../text/formats.ts';
import type { Speech } from '../../text/language.ts';
import { answeredInMs, answerOf } from './call-answer.ts';

const texts: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(en.callOutcome).map(([word, text]) => [`callOutcome.${word}`, text]),
  ),
  'story.noAnswer': en.story.noAnswer,
};
const speech: Speech = {
  t: (key, { seconds = '' } = {}) => (texts[key] ?? key).replace('{{seconds}}', String(seconds)),
  language: 'en',
  ...FORMATS.en,
};
const call = (
  facts: Step['facts'],
  title = 'MOVE CONFIRMED',
  kind: Step['kind'] = 'call',
): Step => ({
  at: '2026-11-22T00:00:00Z',
  kind,
  service: 'wallet',
  title,
  facts,
});
const told = (facts: Step['facts']) => {
  const { tone, text } = answerOf(call(facts), speech) ?? {};
  return [tone, text];
};

describe('a call to KasPro', () => {
  test('is told by its HTTP status and outcome, in colour and in words', () => {
    const httpStatus = 200;
    expect(told({ outcome: 'OK', httpStatus })).toEqual(['ok', '200, OK']);
    expect(told({ outcome: 'IN_PROCESS', httpStatus })).toEqual(['ok', '200, in process']);
    expect(told({ outcome: 'REFUSED 120001', httpStatus })).toEqual(['refused', '200, refused']);
    expect(told({ outcome: 'UNKNOWN HTTP_STATUS', httpStatus: 502 })).toEqual([
      'unknown',
      '502, outcome unknown',
    ]);
  });

  test('that nobody answered says for how long it waited', () => {
    const latencyMs = 10_004;
    for (const outcome of ['UNKNOWN TIMEOUT', 'STILL_OPEN TIMEOUT', 'UNKNOWN CONNECTION_LOST']) {
      const facts = { outcome, latencyMs };
      expect(told(facts)).toEqual(['unknown', 'no answer after 10 s']);
      expect(answeredInMs(call(facts))).toBeUndefined();
    }
  });

  test('that was kept before HTTP statuses were is told without one', () => {
    const facts = { outcome: 'OK', latencyMs: 12 };
    expect(told(facts)).toEqual(['ok', 'OK']);
    expect(answeredInMs(call(facts))).toBe(12);
  });

  test('that was never sent took no time to answer', () => {
    const facts = { outcome: 'NOT_DONE', latencyMs: 0 };
    expect(told(facts)).toEqual(['refused', 'not done, tried again']);
    expect(answeredInMs(call(facts))).toBeUndefined();
  });

  test('that is under way has no answer yet; of one older than outcomes nothing is said', () => {
    expect(answerOf(call({}, 'MOVE SENDING'), speech)).toMatchObject({ text: 'no answer yet' });
    expect(answerOf(call({}), speech)).toBeUndefined();
    expect(answerOf(call({ outcome: 'OK' }, 'RideBooked', 'event'), speech)).toBeUndefined();
  });

  test('with an outcome in words that are new is not taken for one that went well', () => {
    expect(told({ outcome: 'toString' })[0]).toBe('unknown');
  });
});
