import { readStack } from '@angkutan/local';

/** Runs something while the stack's console and watcher stand still, as if there were none. */
export async function unwatched<T>(stateDir: string, run: () => Promise<T>): Promise<T> {
  const running = readStack(stateDir);
  if (!running) throw new Error('the stack tells nothing of itself');
  const pids = [running.console.pid, running.watcher.pid];
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  try {
    return await run();
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  }
}
