// Onboarding as a process of its own: `node onboarding-process.ts '<environment as JSON>' <database>`.
// Says `{"url": …}` once it listens.
import { createCodec } from '@angkutan/events';
import { createApp, listen } from '@angkutan/http';
import { createExecutor } from '@angkutan/messaging';
import { connect } from '@angkutan/mongo';
import { readEnvironment } from '@angkutan/service';
import { createLogger } from '@angkutan/telemetry';
import { onboardingEnvironment } from '../src/config.ts';
import { startOnboarding } from '../src/start.ts';

const [given = '', database = ''] = process.argv.slice(2);
const environment = readEnvironment(onboardingEnvironment, JSON.parse(given));
const connection = await connect(environment.MONGODB_URI, { name: database });
const codec = createCodec({ registryUrl: environment.SCHEMA_REGISTRY_URL });
const logger = createLogger({ service: 'onboarding', level: 'error' });
const executor = createExecutor({ connection, codec, logger, source: 'angkutan/onboarding' });
const auth = {
  jwksUrl: environment.AUTH_JWKS_URL,
  issuer: environment.AUTH_ISSUER,
  audience: environment.AUTH_AUDIENCE,
};

async function serve(site: Parameters<Parameters<typeof startOnboarding>[0]['serve']>[0]) {
  const app = createApp({ service: 'onboarding', version: '0', ...site, connection, logger, auth });
  const { url } = await listen(app, 0);
  process.stdout.write(`${JSON.stringify({ url })}\n`);
}

await startOnboarding({ connection, executor, logger, serve }, environment, {
  onStop: () => undefined,
});
