import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Stack } from '@angkutan/local';

const GIB = 1024 ** 3;

/** Where and when figures were measured: without these they say nothing. */
export interface Machine {
  readonly date: string;
  readonly commit: string;
  readonly platform: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  readonly parts: string;
}

export function machineOf({ how }: Stack): Machine {
  return {
    date: new Date().toISOString(),
    commit: commit(),
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round((totalmem() / GIB) * 10) / 10,
    node: process.versions.node,
    parts: `Kafka ${how.kafka}, MongoDB ${how.mongodb}, registry ${how.schemaRegistry}, KasPro simulator, all on this machine`,
  };
}

/** The commit that ran, and whether files differed from it. */
function commit(): string {
  try {
    const cwd = import.meta.dirname;
    const head = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd, encoding: 'utf8' });
    const changed = execFileSync('git', ['status', '--porcelain'], { cwd, encoding: 'utf8' });
    return head.trim() + (changed.trim() ? ', with changes' : '');
  } catch {
    return 'unknown';
  }
}
