import * as z from 'zod';
import { notFound } from './api-error.ts';
import { createConversationRoutes } from './conversation-routes.ts';
import { isPhone } from './create-parameters.ts';
import { faultSchema } from './faults.ts';
import type { Inbound } from './inbound.ts';
import { invalid } from './invalid.ts';
import type { Message } from './message.ts';
import { json, type Reply, refusal } from './reply.ts';
import { settingsSchema } from './settings.ts';
import type { State } from './state.ts';

const inboundSchema = z.strictObject({
  from: z.string().refine(isPhone, 'must be a phone in E.164'),
  body: z.string().max(1_600, 'has at most 1,600 characters'),
});

const deactivationsSchema = z.strictObject({
  date: z.iso.date(),
  numbers: z.array(z.string().refine((value) => isPhone(value) && value.startsWith('+1'), 'must be +1 and ten digits')),
});

const text = ({ sid, recipient, sender, body, status, createdAt }: Message) => ({
  sid,
  to: recipient,
  from: sender,
  body,
  status,
  at: new Date(createdAt).toISOString(),
});

/** Hands the JSON in `body` to `use` if it fits the schema, else answers 400 and names each wrong field. */
const withJson = <T>(
  body: string | undefined,
  schema: z.ZodType<T>,
  use: (value: T) => Reply | Promise<Reply>,
): Reply | Promise<Reply> => {
  let value: unknown;
  try {
    value = JSON.parse(body ?? '');
  } catch {
    return json(400, { message: 'the body is not JSON', errors: [{ pointer: '', detail: 'must be a JSON object' }] });
  }
  const result = schema.safeParse(value);
  return result.success ? use(result.data) : invalid(result.error);
};

/** What only a simulation can do: show what phones got, text us from a phone, be set up otherwise, misbehave, forget everything. */
export const createSimulation = (state: State, inbound: Inbound) => {
  const conversations = createConversationRoutes(state.conversations);
  return async (method: string, url: URL, body: string | undefined, ifNoneMatch?: string): Promise<Reply> => {
    switch (`${method} ${url.pathname}`) {
      case 'GET /_sim/phones':
        return conversations.phones(url.searchParams, ifNoneMatch);
      case 'GET /_sim/conversation':
        return conversations.conversation(url.searchParams, ifNoneMatch);
      case 'GET /_sim/messages':
        return json(200, state.messages.sentTo(url.searchParams.get('to')).map(text));
      case 'POST /_sim/inbound':
        return withJson(body, inboundSchema, (message) => inbound.receive(message.from, message.body));
      case 'GET /_sim/faults':
        return json(200, state.faults.all());
      case 'POST /_sim/faults':
        return withJson(body, faultSchema, (fault) => {
          state.faults.add(fault);
          return json(201, fault);
        });
      case 'GET /_sim/settings':
        return json(200, state.settings.current());
      case 'POST /_sim/settings':
        return withJson(body, settingsSchema, (settings) => {
          state.settings.set(settings);
          return json(200, settings);
        });
      case 'POST /_sim/deactivations':
        return withJson(body, deactivationsSchema, ({ date, numbers }) => {
          state.deactivations.set(date, numbers);
          return json(201, { date, numbers: numbers.length });
        });
      case 'DELETE /_sim':
        state.reset();
        return json(200, {});
      default:
        return refusal(notFound(url.pathname));
    }
  };
};
