import { describe, expect, test } from 'vitest';
import type { Step } from '../../api/story.ts';
import { sequenceOf } from './sequence.ts';

const step = (kind: Step['kind'], service: string, title = 'X'): Step => ({
  at: '2026-11-22T00:00:00Z',
  kind,
  service,
  title,
  facts: {},
});

const drawn = (steps: readonly Step[]): readonly string[] => {
  const { lanes, arrows } = sequenceOf(steps);
  return arrows.map(({ from, to }) => `${lanes[from]} → ${lanes[to]}`);
};

describe('a sequence diagram', () => {
  test('has the services in the order in which they come in, and left of what they use', () => {
    const steps = [
      step('event', 'rides'),
      step('event', 'payments'),
      step('posting', 'wallet'),
      step('call', 'wallet'),
      step('command', 'payments'),
    ];
    const { lanes } = sequenceOf(steps);
    expect(lanes).toEqual(['HTTP', 'rides', 'payments', 'wallet', 'Kafka', 'ledger', 'KasPro']);
  });

  test('has no lane in which nothing happens', () => {
    expect(sequenceOf([step('event', 'payments')]).lanes).toEqual(['payments', 'Kafka']);
    expect(sequenceOf([])).toEqual({ lanes: [], arrows: [] });
  });

  test('draws each step from who speaks to who is spoken to', () => {
    const steps = [
      step('command', 'payments'),
      step('event', 'payments'),
      step('posting', 'wallet'),
      step('call', 'wallet'),
      step('callback', 'wallet'),
      step('message', 'wallet'),
      step('reconciliation', 'wallet'),
    ];
    expect(drawn(steps)).toEqual([
      'HTTP → payments',
      'payments → Kafka',
      'wallet → ledger',
      'wallet → KasPro',
      'KasPro → wallet',
      'Kafka → wallet',
      'ledger → KasPro',
    ]);
  });
});
