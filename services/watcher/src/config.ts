import { platformEnvironment, serviceAddresses } from '@angkutan/service';
import { z } from 'zod';

/** The watcher's environment; read by main.ts alone. */
export const environmentSchema = platformEnvironment.extend({
  SERVICES: serviceAddresses,
  /** A token of role ops-act, sub `watcher`: it looks, holds a consumer and asks for reconciliations. */
  WATCHER_TOKEN: z.string().min(1),
  /** How rarely it has the whole ledger read, in seconds. */
  MONEY_LOOK_EVERY_S: z.coerce.number().int().min(1).max(600).default(15),
});

export type WatcherEnvironment = z.infer<typeof environmentSchema>;
