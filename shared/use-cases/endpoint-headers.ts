import { type CustomHeaders, customHeadersSchema } from '../domain/custom-headers.ts';
import type { Endpoint } from '../domain/endpoint.ts';
import type { EndpointId } from '../domain/ids.ts';
import { parseSilently } from '../domain/silent-json.ts';
import type { Vault } from '../ports/vault.ts';

/** Headers as they are stored; null where there are none. */
export const sealHeaders = async (
  vault: Pick<Vault, 'seal'>,
  id: EndpointId,
  headers: CustomHeaders,
): Promise<Endpoint['headers']> => {
  const names = Object.keys(headers).sort();
  return names.length === 0 ? null : { names, sealed: await vault.seal(JSON.stringify(headers), id) };
};

/** Headers as they are sent. Throws when the row is damaged, and does not quote it. */
export const openHeaders = async (
  vault: Pick<Vault, 'open'>,
  { id, headers }: Pick<Endpoint, 'id' | 'headers'>,
): Promise<CustomHeaders> => {
  if (headers === null) return {};
  const parsed = customHeadersSchema.safeParse(parseSilently(await vault.open(headers.sealed, id)));
  if (!parsed.success) throw new Error(`the headers of ${id} are damaged`);
  return parsed.data;
};
