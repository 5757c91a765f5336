/** Where what a step says goes. */
export type Say = (text: string | Uint8Array) => void;

export interface Voice {
  readonly say: Say;
  /** Says what was kept, and from then on everything at once. */
  release(): void;
}

/** Keeps what is said until it is released, so that two who speak at the same time are understood one after the other. */
export function keptVoice(out: Say): Voice {
  let kept: (string | Uint8Array)[] | undefined = [];
  return {
    say: (text) => void (kept ? kept.push(text) : out(text)),
    release: () => {
      const before = kept ?? [];
      kept = undefined;
      before.forEach(out);
    },
  };
}
