import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface EarlierEventProps {
  readonly title: string;
  readonly children: () => ComponentChildren;
}

/** An event that is over as a rule: it is made up, and asked for, once somebody opens it. */
export const EarlierEvent = ({ title, children }: EarlierEventProps) => {
  const [open, setOpen] = useState(false);
  return (
    <details class="card" onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
      <summary>{title}</summary>
      {open && children()}
    </details>
  );
};
