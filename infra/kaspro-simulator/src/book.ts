import type { AccountKind, AccountOpened, Moved } from './facts.ts';

/** The outside: banks, stores, QRIS merchants. Its balance is minus all others, so that the book sums to zero. */
export const WORLD = 'world';

export interface Movement {
  readonly reference: string;
  readonly partnerReference: string | null;
  readonly account: string;
  /** Signed, whole rupiah. */
  readonly amount: number;
  readonly balanceBefore: number;
  readonly balanceAfter: number;
  readonly occurredAt: string;
}

export interface Account {
  readonly account: string;
  readonly kind: AccountKind;
  readonly mobileNumber: string;
  readonly name: string;
  readonly pocketId: number;
  premium: boolean;
  balance: number;
  /** Promised to transfers in process: still here, and not to be spent again. */
  reserved: number;
  readonly movements: Movement[];
}

/** What money did under one reference of the partner's. */
export interface Moves {
  /** How many times it moved, less how many times it came back. */
  readonly effects: number;
  readonly reference: string;
  readonly account: string;
  readonly amount: number;
}

const FIRST_POCKET = 700_000;

/** Accounts, balances and movements. Nothing here is below zero but the world. */
export function createBook() {
  const accounts = new Map<string, Account>();
  const moves = new Map<string, Moves>();

  function open({ account, kind, mobileNumber, name }: AccountOpened): void {
    const pocketId = FIRST_POCKET + accounts.size;
    const zero = { premium: false, balance: 0, reserved: 0, movements: [] };
    accounts.set(account, { account, kind, mobileNumber, name, pocketId, ...zero });
  }

  function move(moved: Moved): readonly Movement[] {
    const sum = moved.legs.reduce((total, leg) => total + leg.amount, 0);
    if (sum !== 0) throw new Error(`AKT_SIMULATOR_UNBALANCED: ${moved.reference} sums to ${sum}`);
    // Every leg is looked at before the first is posted, so that a bug cannot leave half a move behind.
    const posts = moved.legs.map(({ account, amount }) => ({
      account: payable(account, amount),
      amount,
    }));
    countEffect(moved);
    return posts.map(({ account, amount }) => post(moved, account, amount));
  }

  function payable(id: string, amount: number): Account {
    const account = accounts.get(id);
    if (!account) throw new Error('AKT_SIMULATOR_NO_ACCOUNT');
    if (account.balance + amount < 0 && account.kind !== 'WORLD') {
      throw new Error('AKT_SIMULATOR_BELOW_ZERO');
    }
    return account;
  }

  function countEffect({ partnerReference, reference, legs, returns }: Moved): void {
    const [first] = legs;
    if (partnerReference === null || !first) return;
    const before = moves.get(partnerReference);
    const effects = (before?.effects ?? 0) + (returns ? -1 : 1);
    const { account, amount } = before ?? {
      account: first.account,
      amount: Math.abs(first.amount),
    };
    moves.set(partnerReference, { effects, reference, account, amount });
  }

  return {
    open,
    upgrade(mobileNumber: string): void {
      for (const account of accounts.values()) {
        if (account.mobileNumber === mobileNumber) account.premium = true;
      }
    },
    move,
    account: (id: string): Account | undefined => accounts.get(id),
    accounts: (): Iterable<Account> => accounts.values(),
    movesOf: (partnerReference: string): Moves | undefined => moves.get(partnerReference),
    forget(): void {
      accounts.clear();
      moves.clear();
    },
  };
}

export type Book = ReturnType<typeof createBook>;

/** What the account can still pay. */
export const free = (account: Account): number => account.balance - account.reserved;

function post(moved: Moved, account: Account, amount: number): Movement {
  const { reference, partnerReference, at: occurredAt } = moved;
  const balanceBefore = account.balance;
  const balanceAfter = balanceBefore + amount;
  account.balance = balanceAfter;
  const movement = {
    reference,
    partnerReference,
    account: account.account,
    amount,
    balanceBefore,
    balanceAfter,
    occurredAt,
  };
  account.movements.push(movement);
  return movement;
}
