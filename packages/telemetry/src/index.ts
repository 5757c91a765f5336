export { createLogger, type Logger } from './logger.ts';
export { framesOf } from './safe-fields.ts';
export { metrics, watchProcess } from './metrics.ts';
export { childOf, isTraceparent, newTraceparent, traceIdOf } from './traceparent.ts';
