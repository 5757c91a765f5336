import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { createCanaryScanner } from './canary.ts';

const NAME = 'Siti Kenari+Rahayu';
const PHOTO = randomBytes(24);
const scanner = createCanaryScanner({ name: NAME, photo: PHOTO, otp: '482913' });
const found = (content: string | Uint8Array) =>
  scanner.hitsIn('here', content).map(({ canary, form }) => `${canary} ${form}`);
const json = (value: string) => JSON.stringify({ msg: `said ${value}.` });

describe('a canary that was planted', () => {
  it.each([
    ['in a log line', json(NAME), 'name plain'],
    ['in capitals', json(NAME.toUpperCase()), 'name plain'],
    ['in a url', `/v1?name=${encodeURIComponent(NAME)}`, 'name percent-encoded'],
    ['as hex', Buffer.from(`x${NAME}x`).toString('hex'), 'name hex'],
    ['as base64', Buffer.from(NAME).toString('base64'), 'name base64'],
    ['one byte into base64', Buffer.from(`x${NAME}yz`).toString('base64'), 'name base64'],
    ['two bytes into base64', Buffer.from(`xy${NAME}z`).toString('base64url'), 'name base64'],
    ['in BSON', mongo.BSON.serialize({ kept: { name: NAME } }), 'name plain'],
    ['as a code', json('482913'), 'otp plain'],
    ['as bytes', Buffer.concat([randomBytes(99), PHOTO, randomBytes(9)]), 'photo plain'],
    [
      'as bytes in base64',
      json(Buffer.concat([randomBytes(7), PHOTO]).toString('base64')),
      'photo base64',
    ],
  ])('%s is found, and is named without being repeated', (_how, content, hit) => {
    expect(found(content)).toEqual([hit]);
    expect(JSON.stringify(scanner.hitsIn('here', content))).not.toContain('Kenari');
  });
});

it.each([
  ['another name', json('Siti Rahayu')],
  ['a longer number that has the code in it', json('14829130')],
  ['an id that has the code in it', json('a482913f')],
  ['other bytes', randomBytes(1_000_000)],
])('%s is no hit', (_what, content) => {
  expect(found(content)).toEqual([]);
});

it('a canary that any text may contain is refused', () => {
  expect(() => createCanaryScanner({ initial: 'S' })).toThrow('too short');
});
