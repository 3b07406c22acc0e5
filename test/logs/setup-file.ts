/** Beside each file of tests: what it writes to standard output and standard error is gathered, where log lines go. */
import { relative } from 'node:path';
import { afterAll, expect } from 'vitest';
import { gather, gatherAs, putTogether } from './gather.ts';

for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream);
  stream.write = new Proxy(write, {
    apply: (target, self, args) => {
      gather(String(args[0]));
      return Reflect.apply(target, self, args);
    },
  });
}

afterAll(() => {
  gatherAs(relative(process.cwd(), expect.getState().testPath ?? 'tests'));
  putTogether();
});
