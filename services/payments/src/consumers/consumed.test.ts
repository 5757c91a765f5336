import { isEventType, topicOf } from '@angkutan/events';
import { expect, test } from 'vitest';
import { CONSUMED_TOPICS, CONSUMED_TYPES } from './consumed.ts';

test('every topic that carries something it takes in is read, and no other', () => {
  const carriers = CONSUMED_TYPES.filter(isEventType).map((type) => topicOf(type).name);
  expect(new Set(CONSUMED_TOPICS)).toEqual(new Set(carriers));
});
