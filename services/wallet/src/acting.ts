import type { ActQueries, Acting } from './domain/acting.ts';
import type { ServiceMessage, Tell } from './service-message.ts';

/**
 * Acts through the wallet's one work. A person waits for the answer: what the database cannot do now is
 * thrown, and answered as such, not kept for later.
 */
export const createActing = (tell: Tell, { refusalOf }: Pick<ActQueries, 'refusalOf'>): Acting => ({
  ask: (approval) => told(tell, { type: 'ask', approval }),
  approve: async (approvalId, by) =>
    (await told(tell, { type: 'approve', approvalId, by })) ?? (await refusalOf(approvalId)),
});

async function told(tell: Tell, message: ServiceMessage): Promise<string | undefined> {
  const [result] = await tell([message]);
  switch (result?.status) {
    case 'done':
      return undefined;
    case 'refused':
      return result.code;
    case 'failed':
    case 'unavailable':
      throw result.error;
    case 'wait':
    case 'duplicate':
    case undefined:
      throw new Error('AKT_ACT_WITHOUT_END');
  }
}
