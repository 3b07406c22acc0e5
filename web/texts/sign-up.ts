import type { SignUp } from '../../shared/domain/sign-up.ts';
import type { Failure } from '../api/client.ts';
import { phoneIn } from '../parts/phone-number.ts';
import type { Settings } from '../parts/text-settings/settings.tsx';

/** What stands in the form. */
export interface Entered extends Omit<Settings, 'language'> {
  readonly phone: string;
  /** Undefined until somebody chooses one: it is the page's. */
  readonly language: string | undefined;
  readonly adult: boolean;
  /** The wording that was agreed to, as `nameOfWording` names it: another one is not. */
  readonly agreed: string | undefined;
}

export const nothingEntered: Entered = {
  ...{ phone: '', zip: null, topics: [], editions: [], language: undefined, frequency: 'immediate' },
  ...{ adult: false, agreed: undefined },
};

export const nameOfWording = (version: string, language: string): string => `${version} ${language}`;

/** Where the page is; what stands in its query or fragment is nobody's business. */
const pageUrl = (): string => `${location.origin}${location.pathname}`;

/** The sign-up that the form makes, or what is missing, by the API's own pointers. */
export const signUpOf = (entered: Entered, language: string, version: string): SignUp | Failure => {
  const { adult, agreed, language: _, phone: typed, zip, ...settings } = entered;
  const phone = phoneIn(typed);
  const hasAgreed = agreed === nameOfWording(version, language);
  if (phone !== undefined && adult && hasAgreed)
    return {
      ...settings,
      ...{ phone, zip: zip?.trim() || null, language, notBefore: null, pageUrl: pageUrl() },
      consent: { textVersion: version, adult },
    };
  const missing = [
    phone === undefined && '/phone',
    !adult && '/consent/adult',
    !hasAgreed && '/consent/textVersion',
  ].filter((pointer) => pointer !== false);
  const errors = missing.map((pointer) => ({ pointer, detail: '' }));
  return { kind: 'refused', problem: 'invalid', title: '', errors };
};
