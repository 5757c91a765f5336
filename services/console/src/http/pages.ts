import { join } from 'node:path';
import express, { Router } from 'express';

/** What `vite build` made. */
const DIST = join(import.meta.dirname, '../../dist');
const YEAR_MS = 365 * 86_400_000;

/** The web app. Its files are named by what is in them, so they may be kept; the page itself may not. */
export function pages(): Router {
  const router = Router();
  router.use('/assets', express.static(join(DIST, 'assets'), { immutable: true, maxAge: YEAR_MS }));
  router.get(/^\/(?!api\/|v1\/)[\w/-]*$/, (_request, response) => {
    response.sendFile('index.html', { root: DIST, cacheControl: false });
  });
  return router;
}
