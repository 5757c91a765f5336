/** How a call to KasPro went: its colour, and the words that say the same. PURE. */
import type { Step } from '../../api/story.ts';
import type { Speech } from '../../text/language.ts';

/** KasPro did it or took it on; surely did not; nobody knows whether; there is nothing to say yet. */
export type Tone = 'ok' | 'refused' | 'unknown' | 'waiting';

/** The first word of an outcome, as instructions keep them. */
const TONES = {
  OK: 'ok',
  IN_PROCESS: 'ok',
  REFUSED: 'refused',
  NOT_DONE: 'refused',
  NOT_FOUND: 'refused',
  UNKNOWN: 'unknown',
  STILL_OPEN: 'unknown',
  UNANSWERED: 'waiting',
} as const satisfies Readonly<Record<string, Tone>>;
type Word = keyof typeof TONES;

export interface CallAnswer {
  readonly tone: Tone;
  readonly text: string;
}

const isWord = (word: string): word is Word => Object.hasOwn(TONES, word);
/** Nothing came, or not the whole of it. */
const LOST = /TIMEOUT|CONNECTION_LOST/;

/** `200, OK`; without the status where none is known; undefined for no call, and one of which nothing is known. */
export function answerOf(step: Step, speech: Speech): CallAnswer | undefined {
  const outcome = outcomeOf(step);
  if (outcome === undefined) return undefined;
  const [first = ''] = outcome.split(' ');
  const word = isWord(first) ? first : 'UNKNOWN';
  const isLost = LOST.test(outcome);
  const text = textOf({ facts: step.facts, word, isLost }, speech);
  return { tone: isLost ? 'unknown' : TONES[word], text };
}

function outcomeOf({ kind, facts, title }: Step): string | undefined {
  if (kind !== 'call') return undefined;
  const { outcome } = facts;
  if (outcome !== undefined) return String(outcome);
  // One that ended without an outcome is older than outcomes are kept.
  return title.endsWith(' SENDING') ? 'UNANSWERED' : undefined;
}

interface Known extends Pick<Step, 'facts'> {
  readonly word: Word;
  readonly isLost: boolean;
}

function textOf({ facts, word, isLost }: Known, { t, rate }: Speech): string {
  const { httpStatus, latencyMs } = facts;
  if (isLost && typeof latencyMs === 'number') {
    return t('story.noAnswer', { seconds: rate(latencyMs / 1_000) });
  }
  const said = t(`callOutcome.${word}`);
  return httpStatus === undefined ? said : `${httpStatus}, ${said}`;
}

/** How long the answer took, in ms; undefined where none came or nothing was sent. */
export function answeredInMs({ facts }: Step): number | undefined {
  const { outcome = '', httpStatus, latencyMs } = facts;
  const isSilent =
    httpStatus === undefined && /^NOT_DONE|TIMEOUT|CONNECTION_LOST/.test(`${outcome}`);
  return typeof latencyMs === 'number' && !isSilent ? latencyMs : undefined;
}
