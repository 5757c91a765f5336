/** What a caller was answered: the body, or that it heard nothing. */
export type AnswerGiven =
  { readonly status: number; readonly body: string } | 'no answer' | 'connection reset';

interface LoggedCall {
  readonly operation: string;
  readonly receivedAt: string;
  answer: AnswerGiven | 'pending';
}

/** References remembered; the oldest are forgotten first. */
const REFERENCES_MAX = 500_000;
const CALLS_PER_REFERENCE_MAX = 100;

/** Every call received for a partnerReference. In memory: a restart forgets it. */
export function createCallLog() {
  const calls = new Map<string, LoggedCall[]>();
  return {
    received(partnerReference: string, operation: string): (answer: AnswerGiven) => void {
      const call: LoggedCall = {
        operation,
        receivedAt: new Date().toISOString(),
        answer: 'pending',
      };
      const list = calls.get(partnerReference) ?? [];
      if (list.length < CALLS_PER_REFERENCE_MAX) list.push(call);
      calls.set(partnerReference, list);
      const [oldest] = calls.keys();
      if (calls.size > REFERENCES_MAX && oldest !== undefined) calls.delete(oldest);
      return (answer) => {
        call.answer = answer;
      };
    },
    of: (partnerReference: string): readonly LoggedCall[] => calls.get(partnerReference) ?? [],
    forget: () => calls.clear(),
  };
}

export type CallLog = ReturnType<typeof createCallLog>;
