import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { Counter } from 'prom-client';
import type { Logger } from './logger.ts';
import { metrics } from './metrics.ts';

const spans = new Counter({
  name: 'angkutan_spans_total',
  help: 'Spans handed to the collector, by outcome: sent, or lost because it did not take them',
  labelNames: ['outcome'],
  registers: [metrics],
});
/** The SDK's word for an export that the collector took. */
const SUCCESS = 0;

/** The exporter, counting what it does; a collector that is away is logged once, and again when it is back. */
export function countExports(exporter: SpanExporter, logger: Logger): SpanExporter {
  let away = false;
  return {
    export(batch: ReadableSpan[], tell) {
      exporter.export(batch, (result) => {
        const lost = result.code !== SUCCESS;
        spans.inc({ outcome: lost ? 'lost' : 'sent' }, batch.length);
        if (lost && !away) {
          const about = { err: result.error, code: 'AKT_TRACES_LOST' };
          logger.warn(about, 'the collector does not take our traces; they are dropped');
        } else if (!lost && away) logger.info('the collector takes our traces again');
        away = lost;
        tell(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  };
}
