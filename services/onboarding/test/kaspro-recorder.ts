import { once } from 'node:events';
import { createServer, request as open } from 'node:http';

interface EkycCall {
  readonly mobileNumber: string;
  readonly photos: readonly Buffer[];
}

/** Stands before KasPro, passes every byte on, and keeps what e-KYC was asked. */
export function kasproRecorder() {
  const calls: EkycCall[] = [];
  let target = '';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    const { method, headers, url = '' } = request;
    const onward = open(`${target}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response).on('error', () => undefined);
    });
    onward.on('error', () => response.destroy());
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).pipe(onward);
    request.on('end', () => {
      if (url.includes('ekyc')) calls.push(callOf(Buffer.concat(chunks)));
    });
  });
  return {
    calls,
    callsOf: (mobileNumber: string) => calls.filter((call) => call.mobileNumber === mobileNumber),
    async before(kasproUrl: string): Promise<string> {
      target = kasproUrl;
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      if (typeof address !== 'object' || !address) throw new Error('no address');
      return `http://127.0.0.1:${address.port}`;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function callOf(body: Buffer): EkycCall {
  const { mobileNumber, ktpPhoto, selfiePhoto, selfieWithKtpPhoto } = JSON.parse(body.toString());
  const photos = [ktpPhoto, selfiePhoto, selfieWithKtpPhoto];
  return { mobileNumber, photos: photos.map((photo) => Buffer.from(photo, 'base64')) };
}
