import { rupiah } from '@angkutan/money';
import { describe, expect, it } from 'vitest';
import {
  isResolution,
  resolutionSignal,
  resolutionUnfit,
  type ResolveInstruction,
} from './resolve-instruction.ts';

const act: ResolveInstruction = {
  type: 'RESOLVE_INSTRUCTION',
  reference: 'co-1',
  outcome: 'CONFIRMED',
};

describe('saying how a transfer ended', () => {
  it('is for people where it is MANUAL, and refused by name everywhere else', () => {
    expect(resolutionUnfit({ status: 'MANUAL' })).toBeUndefined();
    expect(resolutionUnfit({ status: 'IN_PROCESS' })).toBe('INSTRUCTION_NOT_MANUAL');
    expect(resolutionUnfit({ status: 'CONFIRMED' })).toBe('INSTRUCTION_NOT_MANUAL');
    expect(resolutionUnfit(undefined)).toBe('INSTRUCTION_NOT_FOUND');
  });

  it('that it succeeded is a success with what people saw of it, and no more', () => {
    expect(resolutionSignal(act)).toEqual({ type: 'ok' });
    const seen = { providerReference: 'K-1', serviceFee: rupiah(2_500) };
    expect(resolutionSignal({ ...act, ...seen })).toEqual({ type: 'ok', ...seen });
  });

  it('that it failed is a refusal under no code of KasPro', () => {
    expect(resolutionSignal({ ...act, outcome: 'REJECTED' })).toMatchObject({
      type: 'refused',
      code: -1,
    });
  });

  it('is told from other acts by its type', () => {
    expect(isResolution(act)).toBe(true);
    expect(isResolution({ type: 'RETURN_SUSPENSE' })).toBe(false);
  });
});
