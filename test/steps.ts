/** One part of `npm test`: a script of the workspace, or the tests of a vitest project. */
export type Step = { readonly name: string; readonly title: string } & (
  | { readonly check: string; readonly project?: undefined }
  | { readonly check?: undefined; readonly project: 'unit' | 'integration' | 'e2e' }
);

/** In the order of what they cost: the cheap ones tell first. */
const CHECKS: readonly Step[] = [
  { name: 'format', title: 'Format', check: 'check:format' },
  { name: 'lint', title: 'Lint', check: 'check:lint' },
  { name: 'types', title: 'Types', check: 'check:types' },
  { name: 'architecture', title: 'Architecture', check: 'check:architecture' },
  { name: 'dead-code', title: 'Dead code', check: 'check:dead-code' },
  { name: 'generated', title: 'Generated files', check: 'check:generated' },
  { name: 'unit', title: 'Unit tests', project: 'unit' },
  { name: 'integration', title: 'Integration tests, on real parts', project: 'integration' },
];
const STACK: readonly Step[] = [
  { name: 'e2e', title: 'End-to-end tests, on the whole stack', project: 'e2e' },
];

/** Run beside each other, the steps of each in turn: both kinds of tests on real parts wait more than they compute. */
export const LANES = [CHECKS, STACK] as const;
