import type { ChosenLanguage } from './language.ts';

const names = { en: 'English', es: 'Español' };

/** Leads to the other language, and is named in it. What has been typed stays. */
export const LanguageSwitch = ({ language, choose }: Pick<ChosenLanguage, 'language' | 'choose'>) => {
  const other = language === 'en' ? 'es' : 'en';
  return (
    <button type="button" class="small" lang={other} onClick={() => choose(other)}>
      {names[other]}
    </button>
  );
};
