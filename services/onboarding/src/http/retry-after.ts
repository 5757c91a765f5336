import { type Problem, problem } from '@angkutan/http';

/** The header that says in whole seconds, at least 1, when to come again. */
export function retryAfter(ms: number): Readonly<Record<string, string>> {
  return { 'Retry-After': String(Math.max(1, Math.ceil(ms / 1000))) };
}

/** Refuses until a moment (in ms), which the text names and the header counts down to. */
export function refusedUntil(code: string, until: number): Problem {
  return problem(code, { until: new Date(until) }, retryAfter(until - Date.now()));
}
