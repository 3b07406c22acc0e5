import * as z from 'zod';
import { claimReviewSchema } from '../shared/domain/claim-review-schema.ts';
import { eventTypes } from '../shared/domain/event.ts';
import { usageSchema, webhookMessageSchemas } from '../shared/domain/webhook-message.ts';
import { webhookRulingSchema } from '../shared/domain/webhook-ruling.ts';
import { plainly } from './webhook-schemas.ts';

const parts = { Ruling: webhookRulingSchema, ClaimReview: claimReviewSchema, Usage: usageSchema };
const component = (id: string): string => `#/components/schemas/${id}`;

/** The payloads and their parts in JSON Schema of draft 7, which is AsyncAPI's own. */
const payloads = (): Record<string, unknown> => {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries({ ...parts, ...webhookMessageSchemas })) registry.add(schema, { id });
  const options = { io: 'input', target: 'draft-7', uri: component, override: plainly } as const;
  return Object.fromEntries(
    Object.entries(z.toJSONSchema(registry, options).schemas).map(([id, { $schema, $id, ...schema }]) => [id, schema]),
  );
};

const headers = {
  type: 'object',
  required: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  properties: {
    'webhook-id': {
      type: 'string',
      description: 'The `id` of the message, the same at every attempt: deduplicate by it.',
    },
    'webhook-timestamp': {
      type: 'string',
      pattern: '^[0-9]+$',
      description: 'When this attempt was signed, in Unix seconds: refuse what is older than five minutes.',
    },
    'webhook-signature': {
      type: 'string',
      description:
        'Signatures separated by spaces, of `id.timestamp.body`: `v1,` and base64 of an HMAC-SHA256 for each live secret of the endpoint, and `v1a,` and base64 of an ed25519 signature for each public key of /.well-known/webhook-keys.json. One that is right is enough.',
    },
  },
};

const messages = () =>
  Object.fromEntries(
    Object.entries(webhookMessageSchemas).map(([type, { description }]) => [
      type,
      {
        ...{ name: type, title: type, summary: description, contentType: 'application/json' },
        headers: { $ref: component('Headers') },
        payload: { $ref: component(type) },
      },
    ]),
  );

const operation = (summary: string, types: readonly string[]) => ({
  action: 'send',
  channel: { $ref: '#/channels/endpoint' },
  summary,
  bindings: { http: { method: 'POST', bindingVersion: '0.3.0' } },
  messages: types.map((type) => ({ $ref: `#/channels/endpoint/messages/${type}` })),
});

const isRuling = (type: string): boolean => eventTypes.some((each) => each === type);

/** The AsyncAPI document of what partners' endpoints are sent, from the schemas that the messages are typed by. */
export const toAsyncApi = (): Record<string, unknown> => {
  const types = Object.keys(webhookMessageSchemas);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Rulingwire webhooks',
      version: '1',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      description:
        'Rulings, their corrections and retractions, as partners get them: signed by Standard Webhooks, at least once, in order for each ruling. Any 2xx means that the message was taken. Version 1 only grows: ignore fields and types that you do not know.',
      externalDocs: { url: 'https://www.standardwebhooks.com/', description: 'Standard Webhooks' },
    },
    defaultContentType: 'application/json',
    channels: {
      endpoint: {
        address: null,
        title: 'A partner’s endpoint',
        description: 'The URL that the partner gave to `POST /v1/endpoints`.',
        messages: Object.fromEntries(types.map((type) => [type, { $ref: `#/components/messages/${type}` }])),
      },
    },
    operations: {
      tellRuling: operation(
        'Tells what happened to a ruling; retried for 75 hours until it is taken.',
        types.filter(isRuling),
      ),
      tellNotice: operation(
        'Asks whether the endpoint works; no ruling.',
        types.filter((type) => !isRuling(type)),
      ),
    },
    components: { messages: messages(), schemas: { Headers: headers, ...payloads() } },
  };
};
