import { type EndpointView, toEndpointView } from '../domain/endpoint.ts';
import type { EndpointId, PartnerId } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { rotate } from '../domain/secret-rotation.ts';
import { makeSecret } from '../domain/webhook-signature.ts';
import { type EndpointDeps, partnersEndpoint } from './manage-endpoints.ts';

const maxTries = 5;

/**
 * Gives an endpoint a new secret, which is in this answer alone; the old one signs beside it for `overlapMs`. When another rotates it in the
 * same moment, one comes after the other: each gets a secret that signs, the earlier one for as long as the later one says.
 */
export const rotateSecret =
  (deps: Pick<EndpointDeps, 'endpoints' | 'vault' | 'clock' | 'random'>) =>
  async (
    partnerId: PartnerId,
    id: EndpointId,
    overlapMs: number,
  ): Promise<Result<EndpointView & { secret: string }, 'not-found' | 'too-many-secrets' | 'busy'>> => {
    const { endpoints, vault, clock, random } = deps;
    const secret = makeSecret(random);
    const sealed = await vault.seal(secret, id);
    for (let tries = 1; tries <= maxTries; tries += 1) {
      const endpoint = await partnersEndpoint(deps)(partnerId, id);
      if (endpoint === undefined) return fail('not-found');
      const rotated = rotate(endpoint.secrets, sealed, clock.now(), overlapMs);
      if (!rotated.ok) return rotated;
      if (await endpoints.replaceSecrets(id, endpoint.secrets, rotated.value))
        return ok({ ...toEndpointView(endpoint), secret });
    }
    return fail('busy');
  };
