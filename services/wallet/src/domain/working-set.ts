/**
 * The states that one group of messages touches, in memory. PURE.
 *
 * A message is decided on a `Flow`: a scratch copy that sees the set, keeps its own changes, and is merged
 * into the set only when the whole message has been decided. A message that throws leaves nothing behind.
 */
import type { Approval, AuditRow } from '@angkutan/approvals';
import {
  type Account,
  accountId,
  applyLeg,
  balanceOf,
  isPersonBook,
  type Posting,
  type WalletBooks,
} from '@angkutan/ledger';
import { plus, type Rupiah, ZERO } from '@angkutan/money';
import type { Rules } from '@angkutan/rules';
import type { Draft } from '@angkutan/events';
import { type DepositMinima, depositsLow } from './deposit.ts';
import type { Act } from './act.ts';
import type { Break } from './break.ts';
import type { Request } from './request.ts';
import type { TopUpRecord } from './top-up-record.ts';
import { emptyStates, type States } from './states.ts';
import type { StatementEntry } from './statement.ts';
import type { Transfer } from './transfer.ts';
import type { Wallet } from './wallet.ts';

export * from './states.ts';

export interface Decided {
  readonly status: 'done';
  readonly changes: readonly States[];
  readonly publish: readonly Draft[];
}

export interface FlowContext {
  readonly now: Date;
  /** Name of the shard of the platform's accounts that this group uses. */
  readonly shard: string;
  readonly holdExpiryMs: number;
  readonly depositMinima: DepositMinima;
  /** The rules in force now. */
  readonly rules: Rules;
}

export class Flow {
  readonly context: FlowContext;
  readonly #base: States;
  readonly #changes = emptyStates();
  readonly #publish: Draft[] = [];

  constructor(base: States, context: FlowContext) {
    this.#base = base;
    this.context = context;
  }

  findWallet(walletId: string): Wallet | undefined {
    return this.#changes.wallets.get(walletId) ?? this.#base.wallets.get(walletId);
  }

  /** A wallet that must be there, since an earlier step checked it. */
  wallet(walletId: string): Wallet {
    const wallet = this.findWallet(walletId);
    if (!wallet) throw new Error(`AKT_WALLET_MISSING: ${walletId}`);
    return wallet;
  }

  request(requestId: string): Request | undefined {
    return this.#changes.requests.get(requestId) ?? this.#base.requests.get(requestId);
  }

  topUp(providerReference: string): TopUpRecord | undefined {
    return this.#changes.topUps.get(providerReference) ?? this.#base.topUps.get(providerReference);
  }

  approval(approvalId: string): Approval<Act> | undefined {
    return this.#changes.approvals.get(approvalId) ?? this.#base.approvals.get(approvalId);
  }

  findBreak(breakId: string): Break | undefined {
    return this.#changes.breaks.get(breakId) ?? this.#base.breaks.get(breakId);
  }

  /** What the journal has of a break, where its lines can be told. */
  booked(breakId: string): bigint | undefined {
    return this.#base.booked.get(breakId);
  }

  /** How an instruction stands; undefined when there is none. */
  instruction(reference: string): { readonly status: string } | undefined {
    return this.#base.instructions.get(reference);
  }

  isJournalled(reference: string): boolean {
    return this.#changes.journalled.has(reference) || this.#base.journalled.has(reference);
  }

  putWallet(wallet: Wallet): void {
    this.#changes.wallets.set(wallet.walletId, wallet);
  }

  putRequest(request: Request): void {
    this.#changes.requests.set(request.requestId, request);
  }

  putTopUp(topUp: TopUpRecord): void {
    this.#changes.topUps.set(topUp.providerReference, topUp);
  }

  putApproval(approval: Approval<Act>): void {
    this.#changes.approvals.set(approval.approvalId, approval);
  }

  putBreak(one: Break): void {
    this.#changes.breaks.set(one.breakId, one);
  }

  audit(row: AuditRow): void {
    this.#changes.audit.push(row);
  }

  /** The wallets that this message has changed so far, as they are now. */
  changedWallets(): Wallet[] {
    return [...this.#changes.wallets.values()];
  }

  changeBooks(walletId: string, change: (books: WalletBooks) => WalletBooks): void {
    const wallet = this.wallet(walletId);
    this.putWallet({ ...wallet, books: change(wallet.books) });
  }

  post(posting: Posting): void {
    this.#changes.journalled.add(posting.reference);
    for (const { account, amount } of posting.legs) this.#applyLeg(account, amount);
    const ofWallets = posting.legs.filter(({ account }) => account.book === 'wallet');
    const entries = ofWallets.map(({ account, amount }) => this.#enter(account.owner, amount));
    this.#changes.postings.push({ ...posting, entries });
  }

  #enter(walletId: string, amount: Rupiah): StatementEntry {
    const wallet = this.wallet(walletId);
    const entered = { ...wallet, entries: wallet.entries + 1 };
    this.putWallet(entered);
    return {
      walletId,
      number: entered.entries,
      amount,
      balance: balanceOf(wallet.books, 'wallet'),
    };
  }

  #applyLeg(account: Account, amount: Rupiah): void {
    const { book } = account;
    if (isPersonBook(book)) {
      this.changeBooks(account.owner, (books) => applyLeg(books, book, amount));
    } else {
      const id = accountId(account);
      this.#changes.platform.set(id, plus(this.#changes.platform.get(id) ?? ZERO, amount));
    }
  }

  transfer(transfer: Transfer): void {
    this.#changes.transfers.push(transfer);
  }

  publish(event: Draft): void {
    this.#publish.push(event);
  }

  alarm(code: string, reference: string): void {
    this.#changes.alarms.push({ code, reference });
  }

  done(): Decided {
    const low = depositsLow(this.#base.wallets, this.#changes.wallets, this.context.depositMinima);
    return { status: 'done', changes: [this.#changes], publish: [...this.#publish, ...low] };
  }
}
