import { owns, problem, type Route, route } from '@angkutan/http';
import type { CashOut } from '../domain/cash-out.ts';
import type { FieldSealer } from '../sealed-fields.ts';
import { cashOutSchema, cashOutView } from './cash-out-view.ts';

export interface GetCashOutParts {
  readonly find: (cashOutId: string) => Promise<CashOut | undefined>;
  readonly fields: FieldSealer;
}

export const getCashOut = ({ find, fields }: GetCashOutParts): Route =>
  route({
    method: 'get',
    path: '/v1/cash-outs/{cashOutId}',
    operationId: 'getCashOut',
    summary: 'A cash-out, how it stands and how it came to that',
    roles: ['customer', 'driver', 'merchant', 'service', 'ops', 'ops-act'],
    answers: { 200: { description: 'The cash-out', schema: cashOutSchema } },
    refusals: ['CASH_OUT_NOT_FOUND'],
    async handle({ params: { cashOutId }, caller }) {
      const cashOut = await find(cashOutId);
      if (!cashOut || !owns(caller, cashOut.customerId)) return problem('CASH_OUT_NOT_FOUND');
      return { status: 200, body: cashOutView(cashOut, caller, fields) };
    },
  });
