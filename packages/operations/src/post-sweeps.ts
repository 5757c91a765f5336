import { type Route, route, z } from '@angkutan/http';
import type { InstructionStore } from '@angkutan/instructions';
import { record } from './audit.ts';
import type { Replaying } from './post-replays.ts';
import { reasonBody } from './reason.ts';

type Sweeping = Pick<Replaying, 'rows' | 'service'> & Pick<InstructionStore, 'sweep'>;

export const postSweeps = ({ rows, service, sweep }: Sweeping): Route =>
  route({
    method: 'post',
    path: '/v1/instructions/sweeps',
    operationId: 'sweepInstructions',
    summary: 'Asks KasPro now about transfers that have not ended; nothing is sent again for it',
    roles: ['ops-act'],
    idempotent: true,
    body: reasonBody,
    answers: {
      200: {
        description:
          'So many are asked about now, at most 200; those due within 15 s are left alone',
        schema: z.strictObject({ swept: z.int() }),
      },
    },
    async handle({ body: { reason }, caller: { sub: actor } }) {
      const swept = await sweep(new Date());
      await record(rows, { act: 'SWEEP_INSTRUCTIONS', subject: service, actor, reason });
      return { status: 200, body: { swept } };
    },
  });
