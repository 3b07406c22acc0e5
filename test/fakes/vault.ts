import { createHash } from 'node:crypto';
import type { Vault } from '../../shared/ports/vault.ts';

const macOf = (text: string, context: string): string =>
  createHash('sha256')
    .update(JSON.stringify([text, context]))
    .digest('base64');

/** Seals nothing from a reader, but binds the context and notices an altered text as the real one does. */
export const fakeVault = (): Vault => ({
  seal: async (plain, context) => {
    const text = Buffer.from(plain).toString('base64');
    return `fake.${text}.${macOf(text, context)}`;
  },
  open: async (sealed, context) => {
    const [version, text, mac] = sealed.split('.');
    if (version !== 'fake' || text === undefined || mac !== macOf(text, context))
      throw new Error('not sealed for this context');
    return Buffer.from(text, 'base64').toString();
  },
});
