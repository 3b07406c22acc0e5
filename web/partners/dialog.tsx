import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

const isAskedForKey = (dialog: HTMLElement | null): boolean => dialog?.closest('[inert]') != null;

/**
 * A form above the page. Escape closes it, and the focus goes back to where it was. While another key is asked for it gives way, with what
 * was written in it: nothing beside a modal dialog can be reached.
 */
export const Dialog = ({ title, onClose, children }: DialogProps) => {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const { current } = dialog;
    const show = (): void => {
      if (isAskedForKey(current)) current?.close();
      else if (!current?.open) current?.showModal();
    };
    show();
    const gate = current?.closest('.gated');
    const observer = new MutationObserver(show);
    if (gate) observer.observe(gate, { attributeFilter: ['inert'] });
    return () => {
      observer.disconnect();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={() => isAskedForKey(dialog.current) || onClose()}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
};
