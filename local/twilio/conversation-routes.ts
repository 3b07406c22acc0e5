import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Conversations, TextedPhone } from './conversations.ts';
import { isPhone } from './create-parameters.ts';
import { invalid } from './invalid.ts';
import type { Message } from './message.ts';
import { json, type Reply } from './reply.ts';
import type { ShownPhone, ShownText } from './shown.ts';

const mostPhones = 100;
/** Of one conversation, the newest: a page asks for them each second. */
const mostTexts = 500;

const phonesSchema = z.strictObject({ limit: z.coerce.number().int().min(1).max(mostPhones).default(mostPhones) });
const conversationSchema = z.strictObject({ phone: z.string().refine(isPhone, 'must be a phone in E.164') });

const at = ({ createdAt }: Message): string => new Date(createdAt).toISOString();

const shownPhone = ({ phone, texts, ...last }: TextedPhone): ShownPhone => ({
  ...{ phone, texts, lastAt: at(last), lastBody: last.body, lastFrom: last.sender },
});

const shownText = (message: Message): ShownText => {
  const { sid, recipient, sender, body, status } = message;
  return { sid, to: recipient, from: sender, body, status, at: at(message) };
};

/** Answers `value` with its tag, or that whoever asks has it already. */
const tagged = (tag: string, ifNoneMatch: string | undefined, value: () => unknown): Reply => {
  const etag = `"${tag}"`;
  return ifNoneMatch === etag ? { ...json(304, ''), body: '', etag } : { ...json(200, value()), etag };
};

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url');

/** Conversations, to be asked for again and again: with the tag of what one has, an answer costs next to nothing. */
export const createConversationRoutes = (conversations: Conversations) => ({
  phones: (query: URLSearchParams, ifNoneMatch: string | undefined): Reply => {
    const parsed = phonesSchema.safeParse(Object.fromEntries(query));
    if (!parsed.success) return invalid(parsed.error, '?');
    // nothing here changes but by another message, and no sid comes twice
    return tagged(conversations.newest() ?? 'none', ifNoneMatch, () =>
      conversations.phones(parsed.data.limit).map(shownPhone),
    );
  },
  conversation: (query: URLSearchParams, ifNoneMatch: string | undefined): Reply => {
    const parsed = conversationSchema.safeParse(Object.fromEntries(query));
    if (!parsed.success) return invalid(parsed.error, '?');
    const texts = conversations.between(parsed.data.phone, mostTexts).map(shownText);
    return tagged(hashOf(texts), ifNoneMatch, () => texts);
  },
});
