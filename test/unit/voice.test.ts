import { expect, it } from 'vitest';
import { keptVoice } from '../voice.ts';

it('what is said is kept until it is released, and said at once from then on', () => {
  const heard: unknown[] = [];
  const voice = keptVoice((text) => void heard.push(text));
  voice.say('one');
  voice.say('two');
  expect(heard).toEqual([]);
  voice.release();
  expect(heard).toEqual(['one', 'two']);
  voice.say('three');
  expect(heard).toEqual(['one', 'two', 'three']);
});
