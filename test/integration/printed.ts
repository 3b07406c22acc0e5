import { beforeEach, vi } from 'vitest';
import { gather } from '../logs/gather.ts';

/** Everything that a test writes to standard output and standard error, where log lines go; it is kept instead of shown. */
export const usePrinted = (): readonly string[] => {
  const printed: string[] = [];
  beforeEach(() => {
    printed.length = 0;
    const spies = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
    for (const spy of spies)
      spy.mockImplementation((text) => {
        gather(String(text));
        return printed.push(String(text)) > 0;
      });
    return () => {
      for (const spy of spies) spy.mockRestore();
    };
  });
  return printed;
};
