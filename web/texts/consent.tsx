import type { ShownNewsroom } from '../../shared/use-cases/show-newsroom.ts';
import { Tick } from './tick.tsx';
import type { Words } from './words.ts';

interface ConsentProps {
  readonly words: Words;
  readonly consent: ShownNewsroom['texts']['consent'];
  /** Of the texts: consent is given to the wording in their language. */
  readonly language: string;
  readonly agreed: boolean;
  readonly onAgree: (agreed: boolean) => void;
  readonly adult: boolean;
  readonly onAdult: (adult: boolean) => void;
  readonly errorAt: (pointer: string) => string | undefined;
}

/** What carriers and the law ask for: the exact wording and its version, never ticked beforehand. */
export const Consent = ({ words, consent, language, agreed, onAgree, adult, onAdult, errorAt }: ConsentProps) => (
  <>
    <h2 id="consent">{words.consent}</h2>
    <fieldset class="card consent" aria-labelledby="consent">
      <Tick checked={adult} onChange={onAdult} error={errorAt('/consent/adult')}>
        {words.adult}
      </Tick>
      <Tick checked={agreed} onChange={onAgree} error={errorAt('/consent/textVersion')} lang={language}>
        {consent.wordings[language]}
      </Tick>
      <p class="hint">
        {words.wordingVersion(consent.version)} · <a href={consent.privacyUrl}>{words.privacy}</a> ·{' '}
        <a href={consent.termsUrl}>{words.terms}</a>
      </p>
    </fieldset>
  </>
);
