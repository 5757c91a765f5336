/** Acts that need a second person. PURE. */
export * from './approval.ts';
export { type ActRules, approvalIdOf, refusalTo, type Step, stepOf } from './decide.ts';
export * from './resolve-instruction.ts';
