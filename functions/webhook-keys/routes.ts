import { createHash } from 'node:crypto';
import type { SigningKeys } from '../../shared/ports/signing-keys.ts';
import { readerHas } from '../../shared/runtime/api/reader-has.ts';
import { type Route, route } from '../../shared/runtime/api/route.ts';

const maxAgeSeconds = 300;

/** The public halves of the keys that sign what partners get, so that anybody can check a ruling that was republished. */
export const webhookKeyRoutes = ({ signingKeys }: { readonly signingKeys: SigningKeys }): Route[] => [
  route(
    {
      method: 'GET',
      path: '/.well-known/webhook-keys.json',
      summary: 'The public keys of `v1a` signatures. Every message to partners is signed by each of them.',
      scopes: 'public',
      answers: { 200: 'The keys', 304: 'Still those of the entity tag that `If-None-Match` names' },
    },
    async (request) => {
      const keys = (await signingKeys.live()).map(({ id, publicKey }) => ({ id, algorithm: 'ed25519', publicKey }));
      const etag = `"${createHash('sha256').update(JSON.stringify(keys)).digest('base64url').slice(0, 22)}"`;
      const headers = { etag, 'cache-control': `public, max-age=${maxAgeSeconds}` };
      return readerHas(etag, request) ? { status: 304, headers } : { status: 200, headers, body: { keys } };
    },
  ),
];
