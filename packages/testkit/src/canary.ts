// A canary is something that must never be seen outside sealed fields: a person's number, a code, a
// token, a piece of a photo. A drill pushes canaries through every flow and every error, then has
// everything scanned that anybody could read afterwards: logs, topics, databases, metrics, answers.
//
//   const scanner = createCanaryScanner({ phone: '81234567890', photo: bytes });
//   expect(scanner.hitsIn('log', text)).toEqual([]);
//
// A scanner that finds nothing proves nothing before it has found what was planted.

/** What must not be seen, by a name that may. */
export type Canaries = Readonly<Record<string, string | Uint8Array>>;

export interface Hit {
  /** The canary's name: a report must not repeat what it has found. */
  readonly canary: string;
  /** As what it was found: `plain`, `hex`, `base64`, `percent-encoded`. */
  readonly form: string;
  readonly where: string;
}

export interface CanaryScanner {
  hitsIn(where: string, content: string | Uint8Array): readonly Hit[];
}

interface Form {
  readonly canary: string;
  readonly form: string;
  /** Latin-1 text: every byte is one character. */
  isIn(text: Text): boolean;
}

interface Text {
  readonly plain: string;
  readonly lower: string;
}

export function createCanaryScanner(canaries: Canaries): CanaryScanner {
  const forms = Object.entries(canaries).flatMap(([canary, value]) => formsOf(canary, value));
  return {
    hitsIn(where, content) {
      const plain = Buffer.from(content).toString('latin1');
      const text = { plain, lower: plain.toLowerCase() };
      return forms
        .filter((form) => form.isIn(text))
        .map(({ canary, form }) => ({ canary, form, where }));
    },
  };
}

function formsOf(canary: string, value: string | Uint8Array): readonly Form[] {
  const bytes = Buffer.from(value);
  if (bytes.length < 4) throw new RangeError(`the canary ${canary} is too short to mean anything`);
  const isText = typeof value === 'string';
  if (isText && /^\w{4,8}$/.test(value)) return [wordForm(canary, value)];
  const hex = bytes.toString('hex');
  const texts = base64Of(bytes).flatMap((text) => [text, urlSafe(text)]);
  const encoded = isText ? encodeURIComponent(value).toLowerCase() : '';
  return [
    isText
      ? anyCase(canary, 'plain', bytes.toString('latin1'))
      : exact(canary, 'plain', [bytes.toString('latin1')]),
    anyCase(canary, 'hex', hex),
    exact(canary, 'base64', [...new Set(texts)]),
    ...(isText && encoded !== value.toLowerCase()
      ? [anyCase(canary, 'percent-encoded', encoded)]
      : []),
  ];
}

// So short a one stands in any random text: it counts as a whole word only, and in the clear.
function wordForm(canary: string, word: string): Form {
  const whole = new RegExp(`(?<![0-9a-z])${word.toLowerCase()}(?![0-9a-z])`);
  return { canary, form: 'plain', isIn: ({ lower }) => whole.test(lower) };
}

function anyCase(canary: string, form: string, wanted: string): Form {
  const lower = wanted.toLowerCase();
  return { canary, form, isIn: (text) => text.lower.includes(lower) };
}

function exact(canary: string, form: string, wanted: readonly string[]): Form {
  return { canary, form, isIn: ({ plain }) => wanted.some((one) => plain.includes(one)) };
}

/** How bytes look inside a longer base64 text, wherever in it they begin. */
function base64Of(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const last = (before + bytes.length) % 3;
    // What shares a character with its neighbours depends on them.
    const [from, cut] = [[0, 2, 3][before], last === 0 ? 0 : 1];
    const whole = text.replace(/=+$/, '');
    return whole.slice(from, whole.length - cut);
  });
}

function urlSafe(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_');
}
