export { currentTrace, inTrace, traceFields } from './current-trace.ts';
export { type ExportOptions, exportSpans } from './export-spans.ts';
export { createLogger, type Logger } from './logger.ts';
export { framesOf } from './safe-fields.ts';
export { metrics, watchProcess } from './metrics.ts';
export { isRecorded, recordSpan, sendSpansTo, type Span, type SpanAttributes } from './span.ts';
export { childOf, isTraceparent, newTraceparent, traceIdOf } from './traceparent.ts';
