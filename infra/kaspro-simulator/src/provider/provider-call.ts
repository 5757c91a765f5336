import type { Simulation } from '../simulation.ts';

/** A call whose signature was verified. */
export interface ProviderCall {
  readonly query: URLSearchParams;
  /** Parsed JSON, or undefined where the body is none. */
  readonly body: unknown;
  /** A reference used before is executed again instead of refused: the fault `duplicate`. */
  readonly executesAgain: boolean;
}

/** What KasPro says, in its own spelling. */
export interface ProviderAnswer {
  readonly code: number;
  readonly message: string;
  readonly responseId?: string;
  readonly data?: unknown;
}

/** Acts at once and wholly, and answers; faults decide what the caller hears of it. */
export type ProviderEndpoint = (call: ProviderCall, simulation: Simulation) => ProviderAnswer;

export const success = (data?: unknown): ProviderAnswer =>
  data === undefined ? { code: 0, message: 'Success' } : { code: 0, message: 'Success', data };
