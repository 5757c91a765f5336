// A KasPro whose every call has a fate, and books in memory, for the property that it is asked once.
import { accountTypeOf, type Customer, evolveCustomer } from '../domain/customer.ts';
import {
  decidePlaceholder,
  NO_PLACEHOLDER,
  type Placeholder,
  type PlaceholderCommand,
} from '../domain/placeholder.ts';
import type { NewAccount, PlaceholderBook, Provider } from '../domain/ports.ts';
import {
  decideRegister,
  type Decision,
  type Rules,
  type Verification,
} from '../domain/registration.ts';
import { type CustomerCommand, decideReport } from '../domain/registration-report.ts';
import type { FinishParts } from './finish-registration.ts';

/** What befalls a call to register: whether KasPro acts, when, and what we hear of it. */
export const FATES = [
  'done',
  'refused',
  'not-done',
  'lost-done',
  'lost-undone',
  'lost-late',
  'crash-before',
  'crash-after',
] as const;
export type Fate = (typeof FATES)[number];
export const WINDOW_MS = 900_000;

export interface World {
  now: number;
  /** The fates to come; none left: all goes well. */
  fates: Fate[];
  /** Whether an enquiry answers. */
  hears: boolean[];
}

/** Throws what a process that dies would leave behind: nothing. */
class Died extends Error {}
export const isDead = (error: unknown): boolean => error instanceof Died;

/** Keeps the truth of one number's accounts, and every call that came although one was or may be there. */
export function createFateful(world: World) {
  const openSince = new Map<string, number>();
  const needless: string[] = [];
  const exists = (type: string): boolean => (openSince.get(type) ?? Infinity) <= world.now;
  const act = (type: string, at = world.now) => openSince.set(type, openSince.get(type) ?? at);

  function fulfil(fate: Fate, { accountType }: NewAccount) {
    if (fate === 'crash-before') throw new Died();
    if (openSince.has(accountType)) needless.push(accountType);
    if (['done', 'lost-done', 'crash-after'].includes(fate)) act(accountType);
    if (fate === 'lost-late') act(accountType, world.now + WINDOW_MS - 1);
    if (fate === 'crash-after') throw new Died();
  }
  const provider: FinishParts['provider'] = {
    async openAccount(account) {
      const fate = world.fates.shift() ?? 'done';
      fulfil(fate, account);
      if (fate === 'done') return { status: 'open' };
      if (fate === 'refused') return { status: 'refused' };
      if (fate === 'not-done') return { status: 'not-done', retryAfterMs: 1 };
      return { status: 'unknown' };
    },
    async hasAccount(_mobileNumber, accountType) {
      if (world.hears.shift() === false) return { status: 'unknown' };
      return { status: exists(accountType) ? 'open' : 'absent' };
    },
    accountOf: (): ReturnType<Provider['accountOf']> => 'account',
  };
  return { provider, needless, exists };
}

/** The books of one number, decided as in the database: one change at a time. */
export function createBooks(world: World, rules: Rules) {
  let customer: Customer | undefined;
  let placeholder: Placeholder = NO_PLACEHOLDER;
  let verification: Verification | undefined;

  function decide(command: CustomerCommand): Decision {
    const known = { customer, verification, placeholder };
    if (command.type === 'Register') return decideRegister(command, known, world.now, rules);
    if (!customer) throw new Error('nobody is registered');
    return decideReport(command, customer, world.now, rules);
  }
  const customers: FinishParts['customers'] = {
    async change(command) {
      const decision = decide(command);
      for (const event of decision.accepted ? decision.events : []) {
        if (event.type !== 'VerificationUsed') customer = evolveCustomer(customer, event);
      }
      return decision;
    },
    find: async () => customer,
  };
  const isTaken = () =>
    customer?.registration !== undefined || (customer?.accounts ?? []).length > 0;
  const placeholders: PlaceholderBook = {
    async change(command: PlaceholderCommand) {
      const { processingWindowMs } = rules;
      const moment = { now: world.now, processingWindowMs, isTaken: isTaken() };
      const event = decidePlaceholder(command, placeholder, moment);
      placeholder = event?.placeholder ?? placeholder;
      return event !== undefined;
    },
    async find() {
      const isRegistered = (customer?.accounts ?? []).length > 0;
      return { placeholder, isRegistered, isBeingRegistered: customer?.registration !== undefined };
    },
  };
  return {
    customers,
    placeholders,
    /** The number was proven anew. */
    prove: (fresh: Verification) => (verification = fresh),
    roles: () => customer?.roles.map(({ role }) => role) ?? [],
    types: () => customer?.roles.map(({ role }) => accountTypeOf(role)) ?? [],
  };
}
