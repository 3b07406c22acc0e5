import { Html } from './html.tsx';
import type { Plan } from './use-preflight.ts';

/** A fact-check as a feed reader shows it. */
export const FeedEntry = ({ entry }: { readonly entry: Plan['feedEntry'] }) => (
  <details>
    <summary>In feeds</summary>
    <div class="card">
      <p>
        <strong>{entry.title}</strong>
      </p>
      <Html html={entry.contentHtml} />
      <p class="soft">
        {[...entry.authors.map(({ name }) => name), ...entry.categories.map(({ label }) => label)].join(' · ')}
      </p>
    </div>
  </details>
);
