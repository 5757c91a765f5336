// An upload: files of a multipart body, read into memory as they come and nowhere else. What can be
// refused is refused before or while it comes: who may not, a full house, a length that is too
// great, a file too large or of another kind by its first bytes, a sender that is too slow.
import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import type { Caller } from './auth.ts';
import { type Problem, problem, Refusal } from './problem.ts';

/** What a part's head, and the boundaries, may take beside the files. */
const OVERHEAD_MAX_BYTES = 16 * 1024;
/** As many of a file's first bytes as `accepts` sees. */
const HEAD_BYTES = 16;
const FULL_RETRY_S = '2';

/** The files of a request by their field's name. */
export type Files = Readonly<Record<string, Buffer>>;

export interface Upload<Params> {
  /** The form's fields: each is one file, none may be missing, and there is nothing else. */
  readonly files: readonly string[];
  readonly fileMaxBytes: number;
  /** The whole body must have come within this. Below the server's own 30 s for a request. */
  readonly timeMaxMs: number;
  /** What must have come in every such span of time: who sends a byte a second holds no place. */
  readonly pace: { readonly bytesMin: number; readonly everyMs: number };
  /** Bodies held in memory at once, by this process; the next is refused. */
  readonly parallelMax: number;
  /** Media types for the documents. */
  readonly types: readonly string[];
  /** Whether a file that begins so may be of these types. */
  accepts(head: Buffer): boolean;
  /** Asked before the body is read: a problem refuses it. */
  admit(asked: { readonly params: Params; readonly caller: Caller }): Promise<Problem | undefined>;
}

export type ReadFiles = Pick<
  Upload<unknown>,
  'files' | 'fileMaxBytes' | 'timeMaxMs' | 'pace' | 'accepts'
>;

/** Places for bodies: one per address, and so many in all. */
export function createPlaces(): <T>(
  { parallelMax }: Pick<Upload<unknown>, 'parallelMax'>,
  address: string,
  run: () => Promise<T>,
) => Promise<T> {
  const taken = new Set<string>();
  return async ({ parallelMax }, address, run) => {
    if (taken.size >= parallelMax || taken.has(address)) {
      throw new Refusal(problem('UPLOADS_FULL', {}, { 'Retry-After': FULL_RETRY_S }));
    }
    taken.add(address);
    try {
      return await run();
    } finally {
      taken.delete(address);
    }
  };
}

/** Reads the body, or rejects with the Refusal that the sender is to get. */
export async function readFiles(request: IncomingMessage, rule: ReadFiles): Promise<Files> {
  const length = Number(request.headers['content-length'] ?? 0);
  if (length > rule.files.length * rule.fileMaxBytes + OVERHEAD_MAX_BYTES) {
    throw new Refusal(problem('BODY_TOO_LARGE'));
  }
  const read = Promise.withResolvers<Files>();
  const parser = parserFor(request, rule, read);
  const tooSlow = () => read.reject(refusal('UPLOAD_TOO_SLOW'));
  const late = setTimeout(tooSlow, rule.timeMaxMs);
  const pace = watchPace(request, rule.pace, tooSlow);
  // Only a sender that hangs up closes a request before it is complete.
  const cut = () => request.complete || read.reject(refusal('UPLOAD_UNREADABLE'));
  request.once('close', cut);
  try {
    request.pipe(parser);
    return await read.promise;
  } finally {
    clearTimeout(late);
    clearInterval(pace);
    request.off('close', cut);
    request.unpipe(parser);
    parser.on('error', () => undefined);
    parser.destroy();
  }
}

function watchPace(
  { socket }: IncomingMessage,
  { bytesMin, everyMs }: ReadFiles['pace'],
  tooSlow: () => void,
): NodeJS.Timeout {
  let before = socket.bytesRead;
  return setInterval(() => {
    if (socket.bytesRead - before < bytesMin) tooSlow();
    before = socket.bytesRead;
  }, everyMs);
}

type Reading = PromiseWithResolvers<Files>;

function parserFor(request: IncomingMessage, rule: ReadFiles, { resolve, reject }: Reading) {
  const type = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type)) throw refusal('UPLOAD_NOT_MULTIPART');
  const limits = {
    fileSize: rule.fileMaxBytes + 1,
    files: rule.files.length,
    fields: 0,
    parts: rule.files.length + 1,
    headerPairs: 10,
    headerSize: 4_096,
  };
  const parser = openParser(type, limits);
  const unexpected = () => reject(refusal('UPLOAD_UNEXPECTED'));
  const names = new Set(rule.files);
  const files: Promise<[string, Buffer]>[] = [];
  parser.on('file', (name, stream) => {
    if (!names.delete(name)) return unexpected();
    const file = bytesOf(stream, rule).then((bytes): [string, Buffer] => [name, bytes]);
    file.catch(reject);
    files.push(file);
  });
  for (const event of ['field', 'fieldsLimit', 'filesLimit', 'partsLimit'] as const) {
    parser.on(event, unexpected);
  }
  parser.on('error', () => reject(refusal('UPLOAD_UNREADABLE')));
  parser.on('finish', () => {
    if (names.size > 0) return unexpected();
    Promise.all(files).then((entries) => resolve(Object.fromEntries(entries)), reject);
  });
  return parser;
}

function openParser(type: string, limits: object) {
  try {
    return new Busboy({ headers: { 'content-type': type }, limits });
  } catch {
    // No boundary, or one that cannot be.
    throw refusal('UPLOAD_UNREADABLE');
  }
}

async function bytesOf(stream: BusboyFileStream, rule: ReadFiles): Promise<Buffer> {
  // Of its own and of the greatest size: the system gives memory only for what is written, and
  // nothing is held twice, as it would be to join chunks.
  const file = Buffer.allocUnsafeSlow(rule.fileMaxBytes);
  let size = 0;
  let judged = false;
  const judge = () => {
    judged = true;
    const head = file.subarray(0, Math.min(size, HEAD_BYTES));
    if (!rule.accepts(head)) throw refusal('UPLOAD_TYPE_REFUSED');
  };
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('AKT_NOT_BYTES');
    if (size + chunk.length > rule.fileMaxBytes) throw refusal('BODY_TOO_LARGE');
    chunk.copy(file, size);
    size += chunk.length;
    if (!judged && size >= HEAD_BYTES) judge();
  }
  if (!judged) judge();
  return file.subarray(0, size);
}

function refusal(code: string): Refusal {
  return new Refusal(problem(code));
}
