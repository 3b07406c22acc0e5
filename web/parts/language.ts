import { useEffect, useState } from 'preact/hooks';

/** Languages that pages for readers speak. */
export const pageLanguages = ['en', 'es'] as const;
export type PageLanguage = (typeof pageLanguages)[number];

const storageName = 'rulingwire-language';

/** `es` for `es-MX`; undefined for a language that pages do not speak. */
export const spokenOf = (tag: string): PageLanguage | undefined =>
  pageLanguages.find((language) => language === tag.split('-')[0]?.toLowerCase());

const chosenBefore = (): PageLanguage | undefined => spokenOf(sessionStorage.getItem(storageName) ?? '');

const ofBrowser = (): PageLanguage =>
  navigator.languages.map(spokenOf).find((language) => language !== undefined) ?? 'en';

export interface ChosenLanguage {
  readonly language: PageLanguage;
  /** By the reader: kept for as long as the tab is open. */
  readonly choose: (language: PageLanguage) => void;
  /** By what is known of the reader; heeded where they chose none. */
  readonly suggest: (tag: string) => void;
}

/** The language of the page: what the reader chose, else what their browser asks for. */
export const useLanguage = (): ChosenLanguage => {
  const [language, setLanguage] = useState(() => chosenBefore() ?? ofBrowser());
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return {
    language,
    choose: (chosen) => {
      sessionStorage.setItem(storageName, chosen);
      setLanguage(chosen);
    },
    suggest: (tag) => setLanguage((before) => chosenBefore() ?? spokenOf(tag) ?? before),
  };
};

/** The locale of dates and numbers: who reads Spanish here mostly lives in the United States. */
export const localeOf = (language: PageLanguage): string => `${language}-US`;

/** A time of day (`HH:MM`) as people say it: `9 AM`. */
export const timeOfDay = (time: string, language: PageLanguage): string => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const format = new Intl.DateTimeFormat(localeOf(language), {
    ...{ hour: 'numeric', timeZone: 'UTC' },
    ...(minutes > 0 ? { minute: '2-digit' } : {}),
  });
  return format.format(Date.UTC(1970, 0, 1, hours, minutes));
};
