import { cleanLine } from '../../../shared/domain/plain-text.ts';
import type { Problem } from './page.ts';

export type Told = Problem & { readonly url: string };

/** Tells what could not be taken over, each page anew only when it is another thing. */
export interface Teller {
  page(url: string, problems: readonly Problem[]): void;
  readonly told: readonly Told[];
}

/** `onTold` is called for each; a site's own words are one line, without the control characters that move a terminal's cursor. */
export const createTeller = (onTold: (told: Told) => void = () => {}): Teller => {
  const told: Told[] = [];
  const last = new Map<string, string>();
  return {
    told,
    page: (url, problems) => {
      const state = JSON.stringify(problems);
      if ((last.get(url) ?? '[]') === state) return;
      last.set(url, state);
      for (const { claim, reason } of problems) {
        const line = { url: cleanLine(url), claim, reason: cleanLine(reason) };
        told.push(line);
        onTold(line);
      }
    },
  };
};
