/** A North American number as somebody types it, in E.164; undefined where it is none. */
export const phoneIn = (typed: string): string | undefined => {
  const [, national] = /^\s*(?:\+?1)?((?:[\s().-]*\d){10})\s*$/.exec(typed) ?? [];
  return national === undefined ? undefined : `+1${national.replace(/\D/g, '')}`;
};

/** `+1 212 555 0101`. */
export const shownPhone = (phone: string): string => phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3');
