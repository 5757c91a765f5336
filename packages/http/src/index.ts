export { createApp, type AppOptions } from './app.ts';
export {
  type Auth,
  type Authenticate,
  type Caller,
  createAuthenticate,
  owns,
  type Role,
} from './auth.ts';
export { type Command, commandsOf } from './commands.ts';
export { id } from './input.ts';
export { listen, type Listening } from './listen.ts';
export { mobileNumber } from './mobile-number.ts';
export { type ProblemTable, problemTable } from './problem-table.ts';
export { type Problem, problem, Refusal } from './problem.ts';
export { type Readiness } from './probes.ts';
export { type Answer, type Reply, type Request, type Route, route } from './route.ts';
export { text } from './text.ts';
export type { Files, Upload } from './upload.ts';
export { z } from './zod.ts';
