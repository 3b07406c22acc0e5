import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Failure } from '../../api/client.ts';

export interface FieldErrors {
  /** What is wrong at a field, or within it. */
  readonly at: (pointer: string) => string | undefined;
  /** Pointers of the answer that fields show. */
  readonly shown: readonly string[];
}

/** The API says in English what is wrong: `own` are our words for fields that we know, by their pointers. */
export const fieldErrorsIn = (failure: Failure | undefined, own: Readonly<Record<string, string>>): FieldErrors => {
  const errors = failure?.errors ?? [];
  const isAt = (field: string, pointer: string): boolean => pointer === field || pointer.startsWith(`${field}/`);
  return {
    at: (field) => {
      const error = errors.find(({ pointer }) => isAt(field, pointer));
      return error && (own[field] ?? error.detail);
    },
    shown: errors
      .map(({ pointer }) => pointer)
      .filter((pointer) => Object.keys(own).some((field) => isAt(field, pointer))),
  };
};

/** Leads the focus to the first wrong field of a form, each time that it was refused. */
export const useFocusOnWrong = (form: RefObject<HTMLFormElement | null>, failure: Failure | undefined): void => {
  useEffect(() => {
    if (failure) form.current?.querySelector<HTMLElement>('[aria-invalid], fieldset.wrong input')?.focus();
  }, [failure, form]);
};
