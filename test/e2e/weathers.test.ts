/**
 * Every flow of money in three weathers, all at once on one platform, and after each weather what must always
 * hold. Each flow has people and a weather of its own: KasPro's faults are about their accounts alone.
 */
import type { Person } from '@angkutan/local';
import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runVerifyJournal } from '../../services/wallet/src/run-verify-journal.ts';
import { type Ground, openGround } from '../invariants/ground.ts';
import { hear, type Heard } from '../invariants/heard.ts';
import { type Before, INVARIANTS, remember } from '../invariants/invariants.ts';
import { type LedgerWatch, watchLedger } from '../invariants/watch-ledger.ts';
import { AFTER_A_FAULT, attach, type Platform } from './platform.ts';
import { ARREARS } from './weathers/arrears.ts';
import { type Break, openIn, reconcile, type Report } from './weathers/reconcile.ts';
import { REFUNDS } from './weathers/refunds.ts';
import { RIDES } from './weathers/rides.ts';
import { type End, rulesFor, type Scene, type Weather, WEATHERS } from './weathers/scene.ts';
import { COMING_IN, SENDING } from './weathers/sending.ts';
import { disagreements } from './weathers/statements.ts';

const FLOWS = [...RIDES, ...SENDING, ...COMING_IN, ...REFUNDS, ...ARREARS];
/** A killed sender's transfer is asked about when its lease has ended, and again after that. */
const IN_THE_END = { within: 90_000 };
const STAGED_AT_ONCE = 4;

let platform: Platform;
let ground: Ground;
let heard: Heard;
let before: Before;
let brokenBefore: ReadonlySet<string>;
const people: Person[] = [];
beforeAll(async () => {
  platform = await attach();
  ground = await openGround(platform.stack);
  const { kafka, schemaRegistry } = platform.stack;
  heard = await hear({ brokers: kafka.brokers, registryUrl: schemaRegistry.url });
  brokenBefore = new Set(openIn(await reconcile(platform)).map(({ breakId }) => breakId));
  before = await remember(ground);
});
afterAll(async () => {
  await platform.faults([]);
  await Promise.all([heard.stop(), ground.close(), platform.detach()]);
});

const timesTold = ({ customerId }: Person, type: string): number =>
  [...heard.events.values()].filter(
    (one) => one.type === type && 'customerId' in one.data && one.data.customerId === customerId,
  ).length;

const endsAs = (end: End, read: () => Promise<object>): Promise<true> =>
  eventually(async () => {
    if (end.shows) expect(await read()).toMatchObject(end.shows);
    for (const [person, wallet] of end.wallets) {
      expect(await platform.wallet(person)).toMatchObject(wallet);
    }
    for (const [person, type, times] of end.told ?? []) {
      expect([type, timesTold(person, type)]).toEqual([type, times]);
    }
    return true as const;
  }, IN_THE_END);

/** A few at a time: onboarding looks at only so many photos at once. */
async function stageAll(): Promise<Scene[]> {
  const scenes: Scene[] = [];
  for (let at = 0; at < FLOWS.length; at += STAGED_AT_ONCE) {
    const some = FLOWS.slice(at, at + STAGED_AT_ONCE);
    scenes.push(...(await Promise.all(some.map((flow) => flow.stage(platform)))));
  }
  return scenes;
}

async function play(scene: Scene, weather: Weather): Promise<void> {
  const read = await scene.act();
  await endsAs(scene.ends[weather], read);
  if (weather !== 'late' || !scene.mend) return;
  await scene.mend.act();
  await endsAs(scene.mend.end, read);
}

const TITLES: Readonly<Record<Weather, string>> = {
  well: 'all well',
  lost: 'KasPro acts, but its answer is lost, and one instance of each service is killed',
  late: 'KasPro refuses late',
};

describe.each(WEATHERS.map((weather) => [TITLES[weather], weather] as const))(
  '%s',
  (_title, weather) => {
    const played = new Map<string, Promise<void>>();
    let rules: readonly object[];
    let watch: LedgerWatch;
    beforeAll(async () => {
      const scenes = await stageAll();
      people.push(...scenes.flatMap((scene) => scene.people));
      rules = scenes.flatMap((scene) => rulesFor(weather, scene));
      await platform.faults(rules);
      watch = watchLedger(ground);
      for (const [at, scene] of scenes.entries()) {
        const playing = play(scene, weather);
        // Looked at by the flow's own test; until then a failure is nobody's.
        playing.catch(() => undefined);
        played.set(FLOWS[at]?.name ?? '', playing);
      }
      if (weather === 'lost') {
        for (const service of ['wallet', 'payments', 'cash-out'] as const)
          platform.kill(service, 1);
      }
    });

    it.each(FLOWS)('$name', ({ name }) => played.get(name));

    it('the weather has befallen every flow, once', async () => {
      const shown = await ground.sandbox<{ rules: { fired: number }[] }>('faults');
      expect(shown.rules).toMatchObject(rules.map((rule) => ({ ...rule, fired: 1 })));
    });

    it('the ledger was sound in every snapshot meanwhile', async () => {
      const { snapshots, breaches } = await watch.stop();
      expect(breaches).toEqual([]);
      expect(snapshots).toBeGreaterThan(5);
    });

    it.each(INVARIANTS)('$says', async (invariant) => {
      await eventually(async () => {
        expect(await invariant.breaches(ground, { before, heard, people })).toEqual([]);
        return true;
      }, IN_THE_END);
    });
  },
);

describe('after all weathers', () => {
  const newIn = (report: Report): Break[] =>
    openIn(report).filter(({ breakId }) => !brokenBefore.has(breakId));

  it('every statement’s running balance agrees, as JSON and as CSV', async () => {
    const found = await Promise.all(people.map((person) => disagreements(platform, person)));
    expect(found.flat()).toEqual([]);
  });

  it('a reconciliation on demand reads every account and finds no false break', async () => {
    const report = await reconcile(platform);
    expect(report.unread).toEqual([]);
    expect(report.accounts).toBeGreaterThan(people.length);
    expect(newIn(report)).toEqual([]);
  });

  it('and finds and names the one that is there: a top-up of which KasPro never told', async () => {
    const person = await platform.person('USER');
    const { account, customerId } = person;
    await platform.faults([{ operation: 'callback', fault: 'missing', accounts: [account] }]);
    const reference = await platform.pay(person, 33_000);
    await eventually(async () => {
      expect(newIn(await reconcile(platform))).toMatchObject([
        {
          account: `customer/${customerId}/SUBSCRIBER`,
          class: 'MISSING_HERE',
          reference: `r/${reference}`,
          ours: 0,
          theirs: 33_000,
        },
      ]);
      return true;
    }, AFTER_A_FAULT);
  });

  it('the verifier finds the journal of the running platform as it was sealed', async () => {
    const complaints: string[] = [];
    const run = { database: 'angkutan-wallet', say: () => undefined };
    const complain = (line: string): void => void complaints.push(line);
    expect(await runVerifyJournal({ ...run, uri: ground.mongodb.uri, complain })).toBe(0);
    expect(complaints).toEqual([]);
  });
});
