import * as z from 'zod';
import { type ApiClient, createApiClient } from '../cli/api-client.ts';
import type { Receiver } from './receiver.ts';
import type { SampleState } from './state.ts';

/**
 * Numbers of the block that is kept free for fiction, around the globe, so that at nearly every hour somebody is awake: New York, Chicago,
 * Honolulu, Guam and Newfoundland.
 */
export const samplePhones = ['+12125550101', '+13125550102', '+18085550103', '+16715550104', '+17095550105'] as const;

const keySchema = z.object({ key: z.string() });
const partnerSchema = z.object({ id: z.string() });
const endpointSchema = z.object({ id: z.string(), secret: z.string() });
const anything = z.unknown();

export interface SampleKeys {
  readonly newsroom: string;
  readonly partner: string;
}

/**
 * Sets up, through the API as an operator would, what the sample newsroom needs and does not have yet: an editor's key, a partner with
 * an endpoint, five phones. Each step is remembered, so a run that was killed goes on where it was.
 */
export const setUpSampleNewsroom = async (
  { baseUrl, operatorKey, consentVersion }: { baseUrl: string; operatorKey: string; consentVersion: string },
  state: SampleState,
  receiver: Receiver,
): Promise<SampleKeys> => {
  const operator = createApiClient(baseUrl, operatorKey);
  const newsroom = state.get().newsroomKey ?? (await makeNewsroomKey(operator));
  state.save({ newsroomKey: newsroom });

  const partnerId = state.get().partnerId ?? (await makePartner(operator));
  state.save({ partnerId });
  const partner = state.get().partnerKey ?? (await makePartnerKey(operator, partnerId));
  state.save({ partnerKey: partner });

  const asPartner = createApiClient(baseUrl, partner);
  const known = state.get().endpoint;
  // the receiver gets another port at each start
  if (known) await asPartner.call('PATCH', `/v1/endpoints/${known.id}`, anything, { url: receiver.url });
  else state.save({ endpoint: await makeEndpoint(asPartner, receiver.url) });

  if (!state.get().subscribed) {
    for (const phone of samplePhones) await subscribe(operator, phone, consentVersion);
    state.save({ subscribed: true });
  }
  return { newsroom, partner };
};

const makeNewsroomKey = async (operator: ApiClient): Promise<string> => {
  const wanted = { name: 'Sample editor', scopes: ['newsroom:write', 'newsroom:send'] };
  return (await operator.call('POST', '/v1/keys', keySchema, wanted)).key;
};

const makePartner = async (operator: ApiClient): Promise<string> =>
  (await operator.call('POST', '/v1/partners', partnerSchema, { name: 'The Harbor Daily' })).id;

const makePartnerKey = async (operator: ApiClient, id: string): Promise<string> =>
  (await operator.call('POST', `/v1/partners/${id}/keys`, keySchema, { name: 'Sample partner' })).key;

const makeEndpoint = async (partner: ApiClient, url: string): Promise<z.output<typeof endpointSchema>> =>
  partner.call('POST', '/v1/endpoints', endpointSchema, { url, contact: 'desk@harbor-daily.example' });

const subscribe = async (operator: ApiClient, phone: string, textVersion: string): Promise<void> => {
  const wanted = { phone, frequency: 'immediate', consent: { textVersion, adult: true } };
  await operator.call('POST', '/v1/subscribers', anything, wanted);
};
