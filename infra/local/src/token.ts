import { parseArgs } from 'node:util';
import { messageOf } from './process/until.ts';
import { loadSigningKey, ROLES, type Role } from './stack/signing-key.ts';
import { stateDirOf } from './state-dir.ts';

// `npm run token -- --sub ID --role ROLE` prints a development bearer token for the local stack.

try {
  const { sub, role } = readFlags(process.argv.slice(2));
  const key = await loadSigningKey(stateDirOf(process.env));
  console.log(await key.token({ sub, role }));
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

function readFlags(args: string[]): { sub: string; role: Role } {
  const usage = `npm run token -- --sub ID --role ${ROLES.join('|')}`;
  const options = { sub: { type: 'string' }, role: { type: 'string' } } as const;
  try {
    const { values } = parseArgs({ args, options, strict: true });
    const role = ROLES.find((one) => one === values.role);
    if (!values.sub) throw new Error('--sub is missing: whose token is it?');
    if (!role)
      throw new Error(`--role is "${values.role ?? ''}"; it is one of ${ROLES.join(', ')}`);
    return { sub: values.sub, role };
  } catch (error) {
    throw new Error(`${messageOf(error)}\n\n${usage}`);
  }
}
