import {
  pino,
  stdTimeFunctions,
  type Bindings,
  type ChildLoggerOptions,
  type DestinationStream,
  type Logger,
} from 'pino';
import { currentTrace, traceFields } from './current-trace.ts';
import { safeFields, withoutPersonalData } from './safe-fields.ts';

export type { Logger };

export interface LoggerOptions {
  readonly service: string;
  /** trace | debug | info | warn | error | fatal | silent; default info. */
  readonly level?: string;
  /** Where the lines go; default standard output. */
  readonly destination?: DestinationStream;
}

/**
 * A logger of JSON lines that cannot leak: it writes the fields of `fields.ts` only, of an error
 * its type, code, frames and a text without values, and blots digits and quotes out of the message.
 */
export function createLogger({ service, level = 'info', destination }: LoggerOptions): Logger {
  const logger = pino(
    {
      level,
      base: { service, pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      // Fields that the line names itself are stronger.
      mixin: () => traceFields(currentTrace()),
      // pino hands `err` to its own serializer first, which would already have made it a plain object.
      serializers: { err: (error: unknown) => error },
      formatters: {
        level: (label) => ({ level: label }),
        log: safeFields,
      },
      hooks: {
        logMethod(args, method) {
          const safe = args.map((arg: unknown) =>
            typeof arg === 'string' ? withoutPersonalData(arg) : arg,
          );
          Reflect.apply(method, this, safe);
        },
      },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
  return withSafeChildren(logger);
}

// pino formats the bindings of its first logger only. Children inherit from it, so one method
// replaced here is theirs too, and their children's.
function withSafeChildren(logger: Logger): Logger {
  const original = logger.child;
  const child = function (this: Logger, bindings: Bindings, options?: ChildLoggerOptions): unknown {
    return Reflect.apply(original, this, [safeFields(bindings), options]);
  };
  return Object.defineProperty(logger, 'child', { value: child });
}
