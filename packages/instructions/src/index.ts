/** The life of money that leaves our hands: claim, send, outcome, enquiry, processing window. */
export { callSteps } from './call-steps.ts';
export { createEnquiry, type EnquiryDeps } from './enquiry.ts';
export * from './instruction.ts';
export * from './receive.ts';
export type { Result } from './results.ts';
export { settleInRounds, type SettlePorts, type SignalMessage } from './settle.ts';
export { type Report, signalOf, signalOfReport, told } from './signals.ts';
export * from './store.ts';
export * from './worker.ts';
