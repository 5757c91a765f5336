import { call } from '@angkutan/local';
import { eventually } from '@angkutan/testkit';
import { AFTER_A_FAULT, type Platform } from '../platform.ts';

export interface Break {
  readonly breakId: string;
  readonly account: string;
  readonly class: string;
  readonly reference: string;
  readonly ours: number;
  readonly theirs: number;
  readonly status: string;
  readonly owner: string;
}
export interface Report {
  readonly status: string;
  readonly accounts: number;
  readonly matched: number;
  readonly unread: readonly string[];
  readonly breaks: readonly Break[];
}

/** Has today reconciled on demand, and answers the report. */
export async function reconcile(platform: Platform): Promise<Report> {
  const url = `${platform.stack.services.wallet[0]?.url}/v1/reconciliations`;
  const token = await platform.stack.token({ sub: 'e2e-ops', role: 'ops' });
  const { date } = await call<{ date: string }>({ url, token, body: {} });
  return await eventually(async () => {
    const report = await platform.look<Report>('wallet', `/v1/reconciliations/${date}`);
    if (report.status !== 'DONE') throw new Error(`the reconciliation is ${report.status}`);
    return report;
  }, AFTER_A_FAULT);
}

export const openIn = ({ breaks }: Report): readonly Break[] =>
  breaks.filter(({ status }) => status === 'OPEN');
