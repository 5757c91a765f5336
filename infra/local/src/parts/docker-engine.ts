import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../process/session.ts';

const ANSWER_WITHIN_MS = 1_500;

/**
 * Why no Docker engine can be used, or undefined when one answers. Asked by hand, because loading the whole
 * Docker client takes longer than this answer, and on many machines the answer is no.
 */
export async function engineMissing(environment: Environment): Promise<string | undefined> {
  const host = environment['DOCKER_HOST'] ?? '';
  if (/^(tcp|http):/.test(host)) {
    const { hostname, port } = new URL(host.replace('tcp:', 'http:'));
    return ping({ hostname, port: port || '2375' }, host);
  }
  const socket = /^unix:\/\/(.+)/.exec(host)?.[1] ?? findSocket(environment);
  return socket === undefined ? 'no Docker engine is here' : ping({ socketPath: socket }, socket);
}

function findSocket(environment: Environment): string | undefined {
  const runtime = environment['XDG_RUNTIME_DIR'];
  const places = [
    '/var/run/docker.sock',
    ...(runtime ? [join(runtime, 'docker.sock')] : []),
    join(homedir(), '.docker/run/docker.sock'),
  ];
  return places.find((place) => existsSync(place));
}

async function ping(
  where: { socketPath: string } | { hostname: string; port: string },
  shown: string,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asked = request({ ...where, path: '/_ping', timeout: ANSWER_WITHIN_MS }, (answer) => {
      answer.resume();
      resolve(
        answer.statusCode === 200
          ? undefined
          : `the Docker engine at ${shown} answers ${answer.statusCode}`,
      );
    });
    asked.once('timeout', () => asked.destroy(new Error(`not within ${ANSWER_WITHIN_MS} ms`)));
    asked.once('error', (error) =>
      resolve(`no Docker engine answers at ${shown} (${error.message})`),
    );
    asked.end();
  });
}
