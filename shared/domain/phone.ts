import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import * as z from 'zod';
import { nanpMetadata } from './nanp-metadata.ts';
import type { Newsroom } from './newsroom.ts';

/** A phone number in E.164: `+12025550143`. Personal data: it goes to the vault and to the sender, nowhere else. */
export type Phone = `+${string}`;

/** Of these kinds of numbers none is a person's phone (`FIXED_LINE_OR_MOBILE` is what a North American one is). */
const notPersonal = new Set<string | undefined>([
  'TOLL_FREE',
  'PREMIUM_RATE',
  'SHARED_COST',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
]);

/** What is said of a number that is none. Neither it nor the issue carries the number. */
const refusal = 'is not a phone number that can be texted; write it as +1, area code and number';

/**
 * A phone number as people write it, in North America with or without +1, as E.164. Refused are numbers that cannot exist, extensions,
 * toll-free and premium numbers, and calling codes that the newsroom does not text.
 */
export const phoneSchema = ({ texts }: Pick<Newsroom, 'texts'>): z.ZodType<Phone, string> => {
  const callingCodes: readonly string[] = texts.callingCodes;
  return z
    .string(refusal)
    .max(40, refusal)
    .transform((text, context): Phone => {
      // a number that was copied brings spaces and invisible marks of direction with it
      const bare = text.replace(/\p{Cf}/gu, '').trim();
      const parsed = parsePhoneNumberFromString(bare, { defaultCountry: 'US', extract: false }, nanpMetadata);
      if (parsed && isPersonal(parsed) && callingCodes.includes(parsed.countryCallingCode))
        return `+${parsed.countryCallingCode}${parsed.nationalNumber}`;
      context.issues.push({ code: 'custom', message: refusal, input: undefined });
      return z.NEVER;
    });
};

const isPersonal = (phone: PhoneNumber): boolean =>
  phone.isValid() && phone.ext === undefined && !notPersonal.has(phone.getType());
