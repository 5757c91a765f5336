import { describe, expect, it } from 'vitest';
import { createLogger, type Logger } from './index.ts';

function logged(write: (logger: Logger) => void): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLogger({ service: 'test', destination }));
  return lines.join('');
}

describe('a log line', () => {
  it('carries the fields of the list and names its service', () => {
    const line = JSON.parse(logged((logger) => logger.info({ rideId: 'r1', count: 2 }, 'paid')));
    expect(line).toMatchObject({
      level: 'info',
      service: 'test',
      rideId: 'r1',
      count: 2,
      msg: 'paid',
    });
  });

  it('drops what the list does not name, nested or not, also in a child', () => {
    const text = logged((logger) =>
      logger
        .child({ mobileNumber: '+628123' })
        .info({ otp: '424242', key: { name: 'Siti' } }, 'seen'),
    );
    expect(text).not.toMatch(/628123|424242|Siti/);
  });

  it('shows of an error its type, code and frames, and no value out of its text', () => {
    const cause = new Error('E11000 dup key: { phone: "+6281234567890" }');
    const error = Object.assign(new TypeError(`Unexpected "Siti" for siti@example.id`, { cause }), {
      code: 7,
    });
    const text = logged((logger) => logger.error({ err: error }, 'failed'));
    expect(JSON.parse(text).err).toMatchObject({
      type: 'TypeError',
      code: 7,
      cause: { type: 'Error' },
    });
    expect(text).not.toMatch(/Siti|example\.id|6281234567890/);
    expect(JSON.parse(text).err.frames[0]).toContain('logger.test.ts');
  });

  it('blots long numbers out of the message', () => {
    expect(logged((logger) => logger.info('called 081234567890'))).not.toContain('081234567890');
  });
});
