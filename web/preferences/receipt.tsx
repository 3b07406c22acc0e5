import type { ConsentReceipt } from '../../shared/domain/consent-history.ts';
import { localeOf, type PageLanguage } from '../parts/language.ts';
import { words as allWords } from './words.ts';

interface ReceiptProps {
  readonly receipt: ConsentReceipt;
  readonly language: PageLanguage;
}

/** What was agreed to, when and how. */
export const Receipt = ({ receipt: { at, kind, wording }, language }: ReceiptProps) => {
  const words = allWords[language];
  const given: Readonly<Record<string, string>> = words.given;
  const date = new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeStyle: 'short' });
  return (
    <>
      <h2>{words.receipt}</h2>
      {wording?.text && <blockquote lang={wording.language}>{wording.text}</blockquote>}
      <dl class="receipt">
        <dt>{words.since}</dt>
        <dd>
          <time dateTime={at}>{date.format(new Date(at))}</time>
        </dd>
        <dt>{words.how}</dt>
        <dd>{given[kind]}</dd>
        {wording && (
          <>
            <dt>{words.wording}</dt>
            <dd>{wording.text === null ? words.wordingGone(wording.version) : wording.version}</dd>
          </>
        )}
      </dl>
    </>
  );
};
