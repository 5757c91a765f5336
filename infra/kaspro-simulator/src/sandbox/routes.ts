import { Router } from 'express';
import { WORLD, type Account } from '../book.ts';
import { faultPlan } from '../fault-rules.ts';
import type { Simulation } from '../simulation.ts';
import { outcome, reversal, topUp, withdrawal } from './money.ts';
import { answers, bodyOf, SandboxRefusal } from './sandbox-call.ts';

/** The sandbox beside the provider's endpoints: what people, stores and bad days do. No authorization. */
export function sandboxRoutes(simulation: Simulation, reset: () => void): Router {
  const { state, faults, calls, otps } = simulation;
  const router = Router();
  router.get(
    '/messages',
    answers(({ query }) => otps.messagesTo(textOf(query['mobileNumber']))),
  );
  router.post('/top-ups', answers(topUp(simulation)));
  router.post('/reversals', answers(reversal(simulation)));
  router.post('/withdrawals/:withdrawalCode', answers(withdrawal(simulation)));
  router.post('/outcome', answers(outcome(simulation)));
  router.get(
    '/accounts',
    answers(() => [...state.book.accounts()].filter(isReal).map(asShown)),
  );
  router.get(
    '/accounts/:account',
    answers(({ params }) => {
      const account = state.book.account(textOf(params['account']));
      if (!account) throw new SandboxRefusal(404, 'no such account');
      return asShown(account);
    }),
  );
  router.get(
    '/calls',
    answers(({ query }) => {
      const partnerReference = textOf(query['partnerReference']);
      const effects = state.book.movesOf(partnerReference)?.effects ?? 0;
      return { calls: calls.of(partnerReference), effects };
    }),
  );
  router.get(
    '/faults',
    answers(() => faults.show()),
  );
  router.put(
    '/faults',
    answers(async (request) => {
      faults.replace(await bodyOf(request, faultPlan));
      return faults.show();
    }),
  );
  router.delete(
    '/faults',
    answers(() => {
      faults.clear();
      return faults.show();
    }),
  );
  router.post(
    '/reset',
    answers(() => {
      reset();
      return { reset: true };
    }),
  );
  return router;
}

const isReal = ({ account }: Account): boolean => account !== WORLD;

const asShown = ({ account, kind, balance, reserved, movements }: Account) => ({
  account,
  kind,
  balance,
  reserved,
  movements,
});

/** A query may hold a list or be absent; neither names anything. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
