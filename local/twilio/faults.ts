import * as z from 'zod';
import { isPhone } from './create-parameters.ts';
import type { Database } from './database.ts';

/** Codes with which a message that was accepted ends: https://www.twilio.com/docs/api/errors, "Message delivery". */
const isDeliveryCode = (code: number): boolean => (code >= 30_000 && code <= 30_999) || code === 63_038;

/**
 * A misbehaviour asked for. It comes to the next `times` (1 where left out) messages that are otherwise in order; one of
 * `inbound`, to the next texts from a phone.
 */
export const faultSchema = z
  .strictObject({
    /** Only messages to this phone, or texts from it. */
    to: z.string().refine(isPhone, 'must be a phone in E.164').optional(),
    times: z.int().min(1).max(1_000_000).default(1),
    /** Answer this, and accept nothing. */
    status: z.int().min(400).max(599).optional(),
    /** With `status`: the code in that answer. Without: the message is accepted and ends with this delivery error. */
    code: z.int().min(10_000).max(99_999).optional(),
    /** Accept, and then cut the connection or answer 500. */
    acceptThen: z.union([z.literal('cut'), z.literal(500)]).optional(),
    /** The answer comes so much later. */
    delayMs: z.int().min(0).max(120_000).optional(),
    callbacks: z.enum(['drop', 'repeat', 'reorder']).optional(),
    /** The webhook's answer counts as lost, and it is called once more with the same text. */
    inbound: z.literal('twice').optional(),
  })
  .superRefine((fault, context) => {
    const { status, code, acceptThen, delayMs, callbacks, inbound } = fault;
    const outbound = [status, code, acceptThen, delayMs, callbacks].some((effect) => effect !== undefined);
    const problem = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (!outbound && inbound === undefined) {
      problem('status', 'a fault needs a status, code, acceptThen, delayMs, callbacks or inbound');
    }
    if (outbound && inbound !== undefined) problem('inbound', 'a text from a phone is no message to one');
    if (status !== undefined && acceptThen !== undefined) problem('acceptThen', 'a status means nothing is accepted');
    if (status !== undefined && callbacks !== undefined) problem('callbacks', 'a status means nothing is accepted');
    if (status === undefined && code !== undefined && !isDeliveryCode(code)) {
      problem('code', 'without a status it must be a delivery error: 30000 to 30999, or 63038');
    }
  });
export type Fault = z.output<typeof faultSchema>;

const rowSchema = z.object({ id: z.int(), remaining: z.int(), rule: z.string() });

export const createFaults = ({ sql }: Database) => {
  const insert = sql.prepare('INSERT INTO faults (recipient, remaining, rule) VALUES (?, ?, ?)');
  const all = sql.prepare('SELECT id, remaining, rule FROM faults ORDER BY id');
  const first = sql.prepare(`SELECT id, remaining, rule FROM faults
    WHERE (recipient IS NULL OR recipient = :phone) AND (rule ->> 'inbound' IS NOT NULL) = :inbound ORDER BY id LIMIT 1`);
  const use = sql.prepare('UPDATE faults SET remaining = remaining - 1 WHERE id = ?');
  const spent = sql.prepare('DELETE FROM faults WHERE remaining < 1');
  const clear = sql.prepare('DELETE FROM faults');
  const faultOf = ({ remaining, rule }: z.output<typeof rowSchema>): Fault =>
    faultSchema.parse({ ...JSON.parse(rule), times: remaining });

  return {
    add: (fault: Fault): void => {
      insert.run(fault.to ?? null, fault.times, JSON.stringify(fault));
    },
    /** Those still to come; `times` is how often. */
    all: (): Fault[] => z.array(rowSchema).parse(all.all()).map(faultOf),
    /** The oldest that fits a message to this phone, or a text from it, used once. */
    take: (phone: string, direction: 'outbound' | 'inbound'): Fault | undefined => {
      const row = rowSchema.optional().parse(first.get({ phone, inbound: direction === 'inbound' ? 1 : 0 }));
      if (row === undefined) return undefined;
      use.run(row.id);
      spent.run();
      return faultOf(row);
    },
    clear: (): void => {
      clear.run();
    },
  };
};
