export { createApp, type AppOptions } from './app.ts';
export { type Auth, type Caller, owns, type Role } from './auth.ts';
export { type Language } from './language.ts';
export { listen, type Listening } from './listen.ts';
export { type Problem, problem, type ProblemTable } from './problem.ts';
export { type Readiness } from './probes.ts';
export { type Answer, type Reply, type Request, type Route, route } from './route.ts';
export { text } from './text.ts';
export { z } from './zod.ts';
