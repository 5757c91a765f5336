import { readFrom } from './files.ts';

const LAST_WORDS = 6;
const WIDTH_MAX = 200;
const INDENT = '    ';

/** A line about a process with what it said last, for people. `logOffset` is where its own words begin. */
export function withLastWords(line: string, logFile: string, logOffset: number): string {
  const words = readFrom(logFile, logOffset).text.split('\n').filter(Boolean).slice(-LAST_WORDS);
  if (words.length === 0) return line;
  const shown = words.map((word) => INDENT + readable(word).slice(0, WIDTH_MAX));
  return [`${line}. Its last words:`, ...shown].join('\n');
}

interface LogEntry {
  readonly time?: string;
  readonly level?: string;
  readonly msg?: string;
  readonly err?: { readonly message?: string };
}

/** Our own programs log JSON, which people read badly. */
function readable(word: string): string {
  if (!word.startsWith('{"level"')) return word;
  try {
    const { time, level, msg, err }: LogEntry = JSON.parse(word);
    return [time?.slice(11, 19), level, msg, err?.message].filter(Boolean).join('  ');
  } catch {
    // Cut off in the middle: its process died while it wrote.
    return word;
  }
}
