import { platformEnvironment, serviceAddresses } from '@angkutan/service';
import { z } from 'zod';

/** The console's environment; read by main.ts alone. */
export const environmentSchema = platformEnvironment.extend({
  SERVICES: serviceAddresses,
  /** A token of role ops, with which the console looks at the services when nobody is signed in. */
  CONSOLE_TOKEN: z.string().min(1),
  /** Where the watcher answers for incidents. */
  WATCHER_URL: z.url(),
  /** KasPro's simulator, for the page "break it". */
  KASPRO_SANDBOX_URL: z.url().optional(),
  /** `local`: the page "break it" is there, and cookies go over plain HTTP. */
  ANGKUTAN_MODE: z.enum(['local', 'production']).default('production'),
});

export type ConsoleEnvironment = z.infer<typeof environmentSchema>;
