import type { Decided } from './working-set.ts';

/**
 * What comes of a message: it is done (already done = done with nothing), it waits for something not yet
 * known, or it can never be done and is put aside by name.
 */
export type Verdict =
  | Decided
  | { readonly status: 'wait'; readonly reason: string }
  | { readonly status: 'refused'; readonly code: string; readonly detail: string };
