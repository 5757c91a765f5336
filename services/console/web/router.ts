/** Where the page is: the address of the browser, and nothing beside it. */
import { useSyncExternalStore } from 'react';

export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const MOVED = 'popstate';

function watch(watcher: () => void): () => void {
  window.addEventListener(MOVED, watcher);
  return () => window.removeEventListener(MOVED, watcher);
}

const address = (): string => location.pathname + location.search;

export function usePlace(): Place {
  const { pathname: path, searchParams: query } = new URL(
    useSyncExternalStore(watch, address),
    location.origin,
  );
  return { path, query };
}

export function go(to: string, how: 'push' | 'replace' = 'push'): void {
  if (to === address()) return;
  history[how === 'push' ? 'pushState' : 'replaceState'](null, '', to);
  window.dispatchEvent(new PopStateEvent(MOVED));
}

/** This place with other values in its query; an empty one is taken away. */
export function withQuery(
  { path, query }: Place,
  values: Readonly<Record<string, string | undefined>>,
): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
  }
  const written = next.toString();
  return written === '' ? path : `${path}?${written}`;
}
