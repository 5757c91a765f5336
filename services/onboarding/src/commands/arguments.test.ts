import { describe, expect, it } from 'vitest';
import { readArguments, UsageError } from './arguments.ts';

const read = (line: string) => readArguments(line.split(' ').filter(Boolean));

describe('a command about personal data', () => {
  it.each([
    ['', 'the command is missing'],
    ['purge', 'there is no command "purge"'],
    ['erase --customer c1 --actor ani', '--reason is missing'],
    ['erase --customer c1 --reason asked', '--actor is missing'],
    ['erase --actor ani --reason asked', '--customer is missing'],
    ['erase --customer c1 --actor ani --reason asked --force', '--force'],
    ['destroy-due', '--actor is missing'],
    ['report --csv --json', '--csv and --json'],
    ['report --from yesterday', '--from is not a date'],
    ['report --from 2026-11-02 --to 2026-11-01', '--from is later'],
    ['rotate-master-key now', 'now'],
  ])('that says "%s" is refused: %s', (line, what) => {
    const attempt = () => read(line);
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(what);
    expect(attempt).toThrow('npm run personal-data -- erase --customer ID');
  });

  it('is understood when it is whole', () => {
    expect(read('rotate-master-key')).toEqual({ command: 'rotate-master-key' });
    const asked = { customerId: 'c1', actor: 'ani', reason: 'asked' };
    const erase = 'erase --customer c1 --actor ani --reason asked';
    expect(read(erase)).toEqual({ command: 'erase', ...asked });
    expect(read('destroy-due --actor ani')).toEqual({ command: 'destroy-due', actor: 'ani' });
    expect(read('report')).toEqual({ command: 'report', form: 'table' });
    const period = { from: new Date('2026-11-01'), to: new Date('2026-11-02T07:00:00Z') };
    const line = 'report --csv --customer c1 --from 2026-11-01 --to 2026-11-02T07:00:00Z';
    expect(read(line)).toEqual({ command: 'report', form: 'csv', customerId: 'c1', ...period });
  });
});
