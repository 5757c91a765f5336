/** Where people ask for their money in a test of the whole platform, and what they see of it afterwards. */
import { randomUUID } from 'node:crypto';
import { call, type Person, proveIdentity } from '@angkutan/local';
import { eventually } from '@angkutan/testkit';
import { AFTER_A_FAULT, type Platform, SOON } from './platform.ts';

interface CashOut {
  readonly cashOutId: string;
  readonly status: string;
  readonly fee: number;
  readonly rulesVersion: string;
  readonly reason?: string;
  readonly withdrawalCode?: string;
  readonly timeline: readonly { readonly event: string }[];
}

export type CashDesk = ReturnType<typeof cashDesk>;

export function cashDesk(platform: Platform) {
  const { stack } = platform;
  /** Somebody PREMIUM with this much, whom the wallet and cash-out both know as such. */
  async function someone(role: Person['role'], balance: number): Promise<Person> {
    const person = await platform.person(role, balance);
    if (role === 'USER') await proveIdentity(stack, person.customerId);
    await eventually(async () => (await walletOf(person)).tier === 'PREMIUM', SOON);
    return person;
  }

  const url = (service: 'wallet' | 'cash-out'): string => stack.services[service][0]?.url ?? '';
  const tokenOf = ({ customerId: sub, role }: Person): Promise<string> =>
    stack.token({ sub, role: role === 'USER' ? 'customer' : 'driver' });

  async function walletOf(person: Person) {
    const { customerId, role } = person;
    return call<{ tier: string; available: number; held: number }>({
      url: `${url('wallet')}/v1/wallets/${customerId}?role=${role}`,
      token: await tokenOf(person),
    });
  }

  /**
   * Asks until it is taken in, under one key: cash-out hears of people by events, too, and a process that was
   * killed with the answer on its lips may have taken it in already.
   */
  function ask(person: Person, body: object): Promise<string> {
    const key = randomUUID();
    return eventually(async () => {
      const answer = await fetch(`${url('cash-out')}/v1/cash-outs`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await tokenOf(person)}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
      });
      const text = await answer.text();
      if (answer.status !== 202) throw new Error(`${answer.status} ${text}`);
      const { cashOutId }: { cashOutId: string } = JSON.parse(text);
      return cashOutId;
    }, AFTER_A_FAULT);
  }

  const read = async (person: Person, cashOutId: string): Promise<CashOut> =>
    call<CashOut>({
      url: `${url('cash-out')}/v1/cash-outs/${cashOutId}`,
      token: await tokenOf(person),
    });

  const becomes = (person: Person, cashOutId: string, status: string): Promise<CashOut> =>
    eventually(async () => {
      const found = await read(person, cashOutId);
      if (found.status === status) return found;
      throw new Error(`the cash-out is ${found.status}, ${JSON.stringify(found.timeline)}`);
    }, AFTER_A_FAULT);

  const sandbox = <T>(path: string, body?: object): Promise<T> =>
    call<T>({ url: `${stack.kaspro.url}/sandbox/${path}`, ...(body && { body }) });
  const effectsOf = async (reference: string): Promise<number> =>
    (await sandbox<{ effects: number }>(`calls?partnerReference=${reference}`)).effects;

  return { someone, walletOf, ask, read, becomes, sandbox, effectsOf };
}
