import type { ComponentChildren } from 'preact';

/** What is wider than the page scrolls by itself, also for who has no mouse. */
export const Scrolls = ({ label, children }: { readonly label: string; readonly children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: only what has the focus can be scrolled by keys (WCAG 2.1.1)
  <section class="scrolls" aria-label={label} tabIndex={0}>
    {children}
  </section>
);
