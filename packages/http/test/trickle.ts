import { request as open } from 'node:http';

interface Trickle {
  readonly boundary: string;
  readonly files: Buffer;
  readonly stepBytes: number;
}

/** Sends so many bytes every 25 ms; answers the status. */
export function trickle(url: string, { boundary, files, stepBytes }: Trickle): Promise<number> {
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  const answered = Promise.withResolvers<number>();
  const call = open(url, { method: 'POST', headers });
  let sent = 0;
  const timer = setInterval(() => {
    call.write(files.subarray(sent, (sent += stepBytes)));
    if (sent >= files.length) call.end(() => clearInterval(timer));
  }, 25);
  call.on('error', answered.reject);
  call.on('response', (response) => {
    clearInterval(timer);
    response.resume();
    answered.resolve(response.statusCode ?? 0);
    call.destroy();
  });
  return answered.promise;
}
