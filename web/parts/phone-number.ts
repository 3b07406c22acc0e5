/** A number that was copied brings invisible marks, and a link to one its scheme. */
const bare = (typed: string): string => typed.replace(/\p{Cf}/gu, '').replace(/^\s*tel:/i, '');

/** `+1` and at most ten digits, or fewer of them; undefined for what is none. */
export const phoneParts = (typed: string): { readonly country: string; readonly national: string } | undefined => {
  const text = bare(typed);
  if (!/^\s*\+?[\d\s().\-–—/]*$/.test(text)) return undefined;
  const digits = text.replace(/\D/g, '');
  const plus = text.trimStart().startsWith('+');
  // no area code begins with 1
  const country = digits.startsWith('1') ? '+1' : plus ? '+' : '';
  const national = digits.startsWith('1') ? digits.slice(1) : digits;
  return national.length > 10 || (country === '+' && national !== '') ? undefined : { country, national };
};

/** As E.164; undefined where digits are missing, or it is no such number. */
export const phoneIn = (typed: string): `+1${string}` | undefined => {
  const { national } = phoneParts(typed) ?? {};
  return national?.length === 10 ? `+1${national}` : undefined;
};
