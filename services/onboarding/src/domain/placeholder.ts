// A number that KasPro must know before it sends a code to it (KASPRO_REGISTER_FIRST). It is then
// registered under a name that names nobody, and the person who proves the number takes the account
// over by registering here; until then it is nobody's.
//   none → SENDING → OPEN
//            │ surely not sent: none again; refused: none, and the next attempt has another reference
//            │ unknown: stays SENDING, and KasPro is asked whether it knows the number; if it still
//            ▼ does not after the window: none, under the next reference
// A number with an account, or whose owner is being registered, needs none of it. Both look at each
// other in the same transaction, so that KasPro is asked by one of them alone.

/** What KasPro knows the number's owner as, until its e-KYC reads a card. */
export const PLACEHOLDER_NAME = 'Pelanggan Angkutan';

export interface Placeholder {
  readonly status: 'NONE' | 'SENDING' | 'OPEN';
  readonly attempt: number;
  /** When it got its status, in ms. */
  readonly since: number;
}

export const NO_PLACEHOLDER: Placeholder = { status: 'NONE', attempt: 1, since: 0 };

export interface PlaceholderCommand {
  readonly type: 'Claim' | 'ReportNotSent' | 'ReportRefused' | 'ReportNotFound' | 'ReportOpen';
  readonly phoneHash: string;
  /** Which attempt it is about. */
  readonly attempt: number;
  /** Of ReportNotFound: how long ago KasPro was asked. */
  readonly askedMsAgo?: number;
}

export interface PlaceholderEvent {
  readonly type: 'PlaceholderChanged';
  readonly phoneHash: string;
  readonly placeholder: Placeholder;
}

export interface Moment {
  readonly now: number;
  readonly processingWindowMs: number;
  /** Whether the number's owner has an account, or a registration is under way. */
  readonly isTaken: boolean;
}

/** The event that follows, or undefined when the command says nothing new. */
export function decidePlaceholder(
  command: PlaceholderCommand,
  state: Placeholder,
  moment: Moment,
): PlaceholderEvent | undefined {
  const next = command.attempt === state.attempt ? after(command, state, moment) : undefined;
  if (!next) return undefined;
  const placeholder = { attempt: state.attempt, since: moment.now, ...next };
  return { type: 'PlaceholderChanged', phoneHash: command.phoneHash, placeholder };
}

type Next = Pick<Placeholder, 'status'> & Partial<Placeholder>;

function after(
  { type, askedMsAgo = 0 }: PlaceholderCommand,
  { status, attempt, since }: Placeholder,
  { now, processingWindowMs, isTaken }: Moment,
): Next | undefined {
  if (type === 'Claim') return status === 'NONE' && !isTaken ? { status: 'SENDING' } : undefined;
  if (status !== 'SENDING') return undefined;
  switch (type) {
    case 'ReportOpen':
      return { status: 'OPEN' };
    case 'ReportNotSent':
      return { status: 'NONE' };
    case 'ReportRefused':
      return { status: 'NONE', attempt: attempt + 1 };
    case 'ReportNotFound': {
      const isOver = now - askedMsAgo - since >= processingWindowMs;
      return isOver ? { status: 'NONE', attempt: attempt + 1 } : undefined;
    }
  }
}

/** The reference under which KasPro is asked to register the number: its own for each attempt. */
export function placeholderReference(phoneHash: string, attempt: number): string {
  return `number.${phoneHash}.${attempt}`;
}
