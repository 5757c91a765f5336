import { randomBytes } from 'node:crypto';
import { UnsealableError } from '@angkutan/events';
import { describe, expect, it } from 'vitest';
import { createIdentityVault } from './identity-vault.ts';
import { createMasterKeys, masterKeyId } from './master-keys.ts';

const [OLD, NEW] = [randomBytes(32), randomBytes(32)];
const SITI = { mobileNumber: '+6281234567890', name: 'Siti', email: 'siti@example.id' };

describe('an identity at rest', () => {
  it('opens under the master key that wrapped its key, and under no other', () => {
    const sealed = createIdentityVault(OLD).seal('c1', SITI);
    expect(createIdentityVault(OLD).open('c1', sealed)).toEqual(SITI);
    expect(() => createIdentityVault(NEW).open('c1', sealed)).toThrow(UnsealableError);
  });

  it('opens during a rotation, whichever of the two keys is the current one', () => {
    const sealed = createIdentityVault(OLD).seal('c1', SITI);
    expect(createIdentityVault(NEW, OLD).open('c1', sealed)).toEqual(SITI);
    expect(createIdentityVault(OLD, NEW).open('c1', sealed)).toEqual(SITI);
  });

  it('names the master key of its key, and one without a name opens too', () => {
    const { masterKey, ...unnamed } = createIdentityVault(OLD).seal('c1', SITI);
    expect(masterKey).toBe(masterKeyId(OLD));
    expect(createIdentityVault(NEW, OLD).open('c1', unnamed)).toEqual(SITI);
  });

  it('of one customer does not open as that of another', () => {
    const vault = createIdentityVault(OLD);
    expect(() => vault.open('c2', vault.seal('c1', SITI))).toThrow(UnsealableError);
  });

  it('keeps its fields as they are when its key is wrapped anew', () => {
    const sealed = createIdentityVault(OLD).seal('c1', SITI);
    const both = createMasterKeys(NEW, OLD);
    const anew = { ...sealed, ...both.wrap('c1', both.unwrap('c1', sealed)) };
    expect(createIdentityVault(NEW).open('c1', anew)).toEqual(SITI);
    expect(() => createIdentityVault(OLD).open('c1', anew)).toThrow(masterKeyId(NEW));
  });

  it('holds nothing in the clear', () => {
    const sealed = createIdentityVault(OLD).seal('c1', SITI);
    const bytes = Object.values(sealed).map((one) =>
      typeof one === 'string' ? one : Buffer.from(one.buffer).toString('latin1'),
    );
    const everything = bytes.join();
    expect(everything).toContain(masterKeyId(OLD));
    for (const plain of Object.values(SITI)) expect(everything).not.toContain(plain);
  });
});
