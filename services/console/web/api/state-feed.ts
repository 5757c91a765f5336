/**
 * The one stream of states that all parts of the page share.
 *
 *   CLOSED ──first watcher──▶ OPEN ──no word, or an error──▶ LOST ──RETRY_MS──▶ OPEN
 *     ▲─────last watcher gone, or the page is hidden───────────┘
 *
 * What was told last stays to be seen while the stream is lost; the page says how old it is.
 */
import { useSyncExternalStore } from 'react';
import { type State, stateSchema } from './state.ts';

const RETRY_MS = 3_000;

export interface Live {
  readonly state?: State;
  readonly isLost: boolean;
}

let live: Live = { isLost: false };
let source: EventSource | undefined;
let retry: number | undefined;
const watchers = new Set<() => void>();

function show(next: Live): void {
  live = next;
  for (const watcher of watchers) watcher();
}

function open(): void {
  if (source || document.hidden || watchers.size === 0) return;
  source = new EventSource('/api/state');
  source.addEventListener('state', ({ data }: MessageEvent<string>) => {
    const told = stateSchema.safeParse(JSON.parse(data));
    // What cannot be read must not look like news.
    show(told.success ? { state: told.data, isLost: false } : { ...live, isLost: true });
  });
  source.addEventListener('error', () => {
    close();
    show({ ...live, isLost: true });
    retry = window.setTimeout(open, RETRY_MS);
  });
}

function close(): void {
  window.clearTimeout(retry);
  source?.close();
  source = undefined;
}

// A browser opens six streams to one host at most: a page in the background gives its own back.
document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  open();
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) close();
  };
}

export const useLive = (): Live => useSyncExternalStore(watch, () => live);
