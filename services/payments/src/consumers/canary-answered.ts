import { heardOf } from '../domain/canary.ts';
import type { Consumer } from './consumer.ts';

/** The wallet has answered: the way there and back took so long. */
export const canaryAnswered: Consumer<'CanaryAnswered'> = {
  touches: () => ({}),
  decide: ({ canaryId, sentAt }, { now }) => ({
    status: 'done',
    changes: [{ of: 'canary', canary: heardOf(canaryId, sentAt, now) }],
    publish: [],
  }),
};
