import { evolve, newCase, type CaseEvent, type Case } from './ride.ts';
import { decide, NOON, type Incoming } from './ride.samples.ts';
import { modelWallet, type Temper } from './wallet.samples.ts';

/** Old messages come again during this many turns; then the rest is delivered, so that every play ends. */
const REPLAYING_TURNS = 60;

/**
 * Plays a ride against the model of the wallet: the facts in their order, the wallet's answers per payer in theirs,
 * interleaved and repeated as `picks` says, until there is nothing left to deliver.
 */
export function play(incoming: readonly Incoming[], temper: Temper, picks: readonly number[]) {
  const wallet = modelWallet(temper);
  const queues = new Map<string, Incoming[]>([['rides', [...incoming]]]);
  const delivered: Incoming[] = [];
  let state: Case = newCase('ride-1');

  function happen(event: CaseEvent): void {
    state = evolve(state, event, NOON);
    if (!('paymentId' in event)) return;
    const { payerId = '' } = state.payments.find((one) => one.paymentId === event.paymentId) ?? {};
    const answers = wallet.ask(event).map((answer): Incoming => ({ of: 'answer', answer }));
    queues.set(payerId, [...(queues.get(payerId) ?? []), ...answers]);
  }

  function deliver(message: Incoming): void {
    const decision = decide(state, message);
    if (!decision.accepted) throw new Error(decision.rejection.code);
    for (const event of decision.events) happen(event);
    delivered.push(message);
  }

  /** Every third turn something old comes again, as a replay would bring it. */
  function replay(turn: number, pick: number): void {
    const old = delivered[pick % (delivered.length || 1)];
    if (old && pick % 3 === 0 && turn < REPLAYING_TURNS) deliver(old);
  }

  for (let turn = 0; ; turn += 1) {
    const waiting = [...queues.values()].filter((queue) => queue.length > 0);
    if (waiting.length === 0) return { state, wallet, delivered };
    const pick = picks[turn % picks.length] ?? 0;
    replay(turn, pick);
    const next = waiting[pick % waiting.length]?.shift();
    if (next) deliver(next);
  }
}
