/** An act of an operator: sent under a key that does it once, however often the answer is lost. */
import { useState } from 'react';
import { Problem } from './request.ts';

interface Acting {
  readonly isUnderWay: boolean;
  readonly error: unknown;
  /** Answers whether it was done. */
  run(act: (key: string) => Promise<void>): Promise<boolean>;
}

export function useActing(): Acting {
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [isUnderWay, setUnderWay] = useState(false);
  const [error, setError] = useState<unknown>();
  return {
    isUnderWay,
    error,
    async run(act) {
      setUnderWay(true);
      setError(undefined);
      try {
        await act(key);
        setKey(crypto.randomUUID());
        return true;
      } catch (refused) {
        // A refusal ends its key; an answer that was lost may have been a yes, so the key stays.
        if (refused instanceof Problem) setKey(crypto.randomUUID());
        setError(refused);
        return false;
      } finally {
        setUnderWay(false);
      }
    },
  };
}
