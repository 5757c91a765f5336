import { withVersion } from '@angkutan/rules';
import { NOTHING } from '../verdict.ts';
import type { Consumer } from './consumer.ts';

/** A version is known before it counts; one that is heard of later is told to operators. */
export const rulesVersionAdded: Consumer<'RulesVersionAdded'> = {
  touches: () => ({}),

  decide(told, { set, now }) {
    const rules = withVersion(set.rules, told);
    if (rules === set.rules) return NOTHING;
    const { version, validFrom } = told;
    const late = validFrom < now.getTime() ? { late: version } : {};
    return { status: 'done', changes: [{ of: 'rules', rules, ...late }], publish: [] };
  },
};
