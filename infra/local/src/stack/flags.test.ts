import { describe, expect, test } from 'vitest';
import { parseStartFlags } from './flags.ts';

describe('the flags of npm start', () => {
  test('may all be left out', () => {
    expect(parseStartFlags([])).toEqual({
      ridesPerSecond: 2,
      rides: undefined,
      mix: 'all',
      demo: true,
      instances: 1,
      fresh: false,
    });
  });

  test('are understood with a space and with an equals sign', () => {
    expect(
      parseStartFlags([
        '--rides',
        '200',
        '--mix',
        'rides',
        '--instances=2',
        '--rides-per-second',
        '0.5',
        '--fresh',
        '--no-demo',
      ]),
    ).toEqual({
      ridesPerSecond: 0.5,
      rides: 200,
      mix: 'rides',
      demo: false,
      instances: 2,
      fresh: true,
    });
  });

  test.for([
    [['--ride', '5'], '--ride'],
    [['--rides'], '--rides'],
    [['--rides', '0'], '--rides is "0"'],
    [['--rides', '1.5'], '--rides is "1.5"'],
    [['--instances', 'two'], '--instances is "two"'],
    [['--rides-per-second', '-1'], '--rides-per-second'],
    [['--rides-per-second', '1e3'], '--rides-per-second is "1e3"'],
    [['--mix', 'money'], '--mix is "money"; it is rides or all'],
    [['--mix'], '--mix'],
    [['now'], 'now'],
  ] as const)('%o are refused by name, with the list', ([args, name]) => {
    expect(() => parseStartFlags(args)).toThrow(name);
    expect(() => parseStartFlags(args)).toThrow('--no-demo');
  });
});
