import { describe, expect, it } from 'vitest';
import {
  decidePlaceholder,
  NO_PLACEHOLDER,
  type Placeholder,
  type PlaceholderCommand,
  placeholderReference,
} from './placeholder.ts';

const WINDOW_MS = 900_000;
const SENDING: Placeholder = { status: 'SENDING', attempt: 1, since: 0 };
const OPEN: Placeholder = { status: 'OPEN', attempt: 1, since: 0 };

function after(
  type: PlaceholderCommand['type'],
  state: Placeholder,
  { now = 10, isTaken = false, ...command } = {},
) {
  const asked = { type, phoneHash: 'p', attempt: 1, ...command };
  const moment = { now, isTaken, processingWindowMs: WINDOW_MS };
  return decidePlaceholder(asked, state, moment)?.placeholder;
}

describe('a number that KasPro must know first', () => {
  it('is claimed for sending once', () => {
    expect(after('Claim', NO_PLACEHOLDER)).toEqual({ status: 'SENDING', attempt: 1, since: 10 });
    expect(after('Claim', SENDING)).toBeUndefined();
    expect(after('Claim', OPEN)).toBeUndefined();
  });

  it('is not claimed when its owner has an account, or is being registered', () => {
    expect(after('Claim', NO_PLACEHOLDER, { isTaken: true })).toBeUndefined();
  });

  it('is open when KasPro has it, and stays so', () => {
    expect(after('ReportOpen', SENDING)).toMatchObject({ status: 'OPEN' });
    expect(after('ReportRefused', OPEN)).toBeUndefined();
    expect(after('ReportNotFound', OPEN, { now: 2 * WINDOW_MS })).toBeUndefined();
  });

  it('that was surely not sent goes again under the same reference, one refused under the next', () => {
    expect(after('ReportNotSent', SENDING)).toMatchObject({ status: 'NONE', attempt: 1 });
    expect(after('ReportRefused', SENDING)).toMatchObject({ status: 'NONE', attempt: 2 });
    expect(placeholderReference('p', 1)).not.toBe(placeholderReference('p', 2));
  });

  it('that KasPro does not know goes again only when it was asked after the window', () => {
    const late = { now: WINDOW_MS + 1_000, askedMsAgo: 1_001 };
    expect(after('ReportNotFound', SENDING, late)).toBeUndefined();
    const intime = { now: WINDOW_MS + 1_000, askedMsAgo: 1_000 };
    expect(after('ReportNotFound', SENDING, intime)).toMatchObject({ status: 'NONE', attempt: 2 });
  });

  it('hears nothing about an earlier attempt', () => {
    const second = { ...SENDING, attempt: 2 };
    for (const type of [
      'ReportOpen',
      'ReportRefused',
      'ReportNotSent',
      'ReportNotFound',
    ] as const) {
      expect(after(type, second, { now: 2 * WINDOW_MS })).toBeUndefined();
    }
  });
});
