/** The page "break it": there is nothing behind it unless this is a developer's machine. */
import { problem, Refusal } from '@angkutan/http';
import express, { Router } from 'express';
import { z } from 'zod';
import type { Sessions } from './session.ts';

const BODY_LIMIT_BYTES = 1024;
const body = z.strictObject({ on: z.boolean() });

interface Shown {
  readonly name: string;
  readonly title: string;
  running(): Promise<boolean> | boolean;
  turn(on: boolean): Promise<void>;
}

export function breakItRoutes(breaks: readonly Shown[], { signedIn }: Sessions): Router {
  const shown = async ({ name, title, running }: Shown) => ({
    name,
    title,
    running: await running(),
  });
  return Router()
    .get('/api/break-it', async (request, response) => {
      await signedIn(request);
      response.json(await Promise.all(breaks.map(shown)));
    })
    .post(
      '/api/break-it/:name',
      express.json({ limit: BODY_LIMIT_BYTES }),
      async (request, response) => {
        const { role } = await signedIn(request);
        if (role !== 'ops-act') throw new Refusal(problem('FORBIDDEN'));
        const wanted = body.safeParse(request.body);
        if (!wanted.success) throw new Refusal(problem('INVALID_REQUEST'));
        const one = breaks.find(({ name }) => name === request.params['name']);
        if (!one) throw new Refusal(problem('NOT_FOUND'));
        await one.turn(wanted.data.on);
        response.json(await shown(one));
      },
    );
}
