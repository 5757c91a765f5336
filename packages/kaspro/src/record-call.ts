import { childOf, currentTrace, recordSpan } from '@angkutan/telemetry';
import type { Exchanged } from './exchange.ts';
import type { OperationClass } from './operations.ts';
import type { Outcome } from './outcome.ts';

interface Made {
  readonly operation: string;
  readonly operationClass: OperationClass;
  readonly method: string;
  /** Ours; absent where the call has none. */
  readonly reference?: string;
}

interface Called {
  readonly exchanged: Exchanged;
  readonly outcome: Outcome<unknown>;
  readonly startMs: number;
}

/**
 * Tells of one exchange with KasPro in the trace that it was made in. Neither the path nor anything
 * of the bodies: an enquiry's path holds a phone.
 */
export function recordCall(made: Made, { exchanged, outcome, startMs }: Called): void {
  const { operation, operationClass, method, reference } = made;
  // A registration's reference names its customer.
  const isNamed = reference !== undefined && operationClass !== 'registration';
  const parent = currentTrace();
  recordSpan({
    name: `KasPro ${operation}`,
    kind: 'client',
    traceparent: childOf(parent),
    parent,
    startMs,
    endMs: Date.now(),
    attributes: {
      'http.request.method': method,
      'angkutan.operation': operation,
      'angkutan.outcome': outcome.kind,
      ...('answer' in exchanged && { 'http.response.status_code': exchanged.answer.status }),
      ...(isNamed && { 'angkutan.reference': reference }),
    },
    failed: failureOf(outcome),
  });
}

function failureOf(outcome: Outcome<unknown>): string | undefined {
  switch (outcome.kind) {
    case 'refused':
      return String(outcome.code);
    case 'not-done':
      return outcome.reason;
    case 'unknown':
      return outcome.cause;
    case 'ok':
    case 'in-process':
      return undefined;
  }
}
