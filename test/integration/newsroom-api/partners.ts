import * as z from 'zod';
import { idSchema, type PartnerId } from '../../../shared/domain/ids.ts';
import type { Answer, Api, Ask } from './open-api.ts';

const partnerSchema = z.strictObject({ id: idSchema('partner'), name: z.string(), createdAt: z.iso.datetime() });
export const partnerOf = ({ body }: Answer): z.output<typeof partnerSchema> => partnerSchema.parse(body);

const keySchema = z.strictObject({
  id: idSchema('key'),
  ...{ name: z.string(), scopes: z.array(z.string()), partnerId: idSchema('partner'), createdAt: z.iso.datetime() },
  key: z.string().regex(/^rwk_[A-Za-z0-9_-]{43}$/),
});
export const partnersKeyOf = ({ body }: Answer): z.output<typeof keySchema> => keySchema.parse(body);

/** Exactly these fields, without the secret. */
const endpointSchema = z.strictObject({
  ...{ id: idSchema('endpoint'), url: z.url(), eventTypes: z.array(z.string()) },
  filters: z.strictObject({
    ...{ ratings: z.array(z.string()), topics: z.array(z.string()), editions: z.array(z.string()) },
    ...{ languages: z.array(z.string()), claimantKinds: z.array(z.string()), appearanceHosts: z.array(z.string()) },
  }),
  ...{ include: z.array(z.string()), ratePerSecond: z.int(), maxInFlight: z.int() },
  status: z.enum(['active', 'failing', 'disabled']),
  failingSince: z.string().nullable(),
  ...{ disabledReason: z.string().nullable(), disabledAt: z.string().nullable(), contact: z.string().nullable() },
  headerNames: z.array(z.string()),
});
export type EndpointAnswer = z.output<typeof endpointSchema>;
export const endpointOf = ({ body }: Answer): EndpointAnswer => endpointSchema.parse(body);

const withSecretSchema = endpointSchema.extend({ secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{43}=$/) });
/** The answer that made an endpoint. */
export const newEndpointOf = ({ body }: Answer): z.output<typeof withSecretSchema> => withSecretSchema.parse(body);

export interface TestPartner {
  readonly id: PartnerId;
  readonly name: string;
  /** As `call` of the API, with the partner's key. */
  call(method: string, target: string, ask?: Ask): Promise<Answer>;
  /** A new endpoint, on a URL of its own unless `differs` says which. */
  endpoint(differs?: Record<string, unknown>): Promise<EndpointAnswer>;
}

/** A partner with a key, both made through the API. */
export const newPartner = async (api: Api, name: string): Promise<TestPartner> => {
  const { id } = partnerOf(await api.call('POST', '/v1/partners', { body: { name } }));
  const made = await api.call('POST', `/v1/partners/${id}/keys`, { body: { name: `${name}'s desk` } });
  const { key } = partnersKeyOf(made);
  const call: TestPartner['call'] = (method, target, ask = {}) => api.call(method, target, { key, ...ask });
  let endpoints = 0;
  return {
    ...{ id, name, call },
    endpoint: async (differs = {}) => {
      endpoints += 1;
      const url = `https://${name.toLowerCase()}.example/hooks/${endpoints}`;
      const { secret: _, ...endpoint } = newEndpointOf(
        await call('POST', '/v1/endpoints', { body: { url, ...differs } }),
      );
      return endpoint;
    },
  };
};
