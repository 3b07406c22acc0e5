import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface PageProps {
  readonly title: string;
  /** Which place of the page it is; left out where there is one. */
  readonly place?: string;
  /** Beside the title: who publishes, or which part of the page this is. */
  readonly above?: ComponentChildren;
  readonly nav?: ComponentChildren;
  /** Tables and two columns need more room than running text. */
  readonly wide?: boolean;
  readonly skip?: string;
  readonly children: ComponentChildren;
}

/** What every page is set in. Its title is focused, and so announced, at another place; not where it is only worded anew. */
export const Page = ({ title, place, above, nav, wide = false, skip = 'Skip to content', children }: PageProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    if (!first.current) heading.current?.focus();
    first.current = false;
  }, [place]);
  return (
    <>
      <button type="button" class="skip" onClick={() => document.querySelector<HTMLElement>('#main')?.focus()}>
        {skip}
      </button>
      {nav && <header class="bar">{nav}</header>}
      <main id="main" class={wide ? 'wide' : undefined} tabIndex={-1}>
        {above && <p class="above">{above}</p>}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </main>
    </>
  );
};
