import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '../../api/client.ts';
import type { EndpointForm } from './endpoint-draft.ts';

/** What stands in the form. After a refusal the first field that is wrong has the focus. */
export const useEndpointForm = (start: EndpointForm, failure: Failure | undefined) => {
  const [form, setForm] = useState(start);
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (failure?.errors.length)
      element.current?.querySelector<HTMLElement>('[aria-invalid], fieldset.wrong input')?.focus();
  }, [failure]);
  const change = (changes: Partial<EndpointForm>): void => setForm((before) => ({ ...before, ...changes }));
  return { form, change, element };
};
