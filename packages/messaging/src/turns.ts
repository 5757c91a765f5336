/** Lets one at a time act under a name, in the order of asking. */
export type TakeTurn = <T>(name: string, act: () => Promise<T>) => Promise<T>;

export function createTurns(): TakeTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (name, act) => {
    const before = last.get(name);
    const ours = before === undefined ? act() : before.then(act, act);
    last.set(name, ours);
    try {
      return await ours;
    } finally {
      if (last.get(name) === ours) last.delete(name);
    }
  };
}
