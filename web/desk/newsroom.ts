import { useEffect, useState } from 'preact/hooks';
import type { ShownNewsroom } from '../../shared/use-cases/show-newsroom.ts';
import { createApi } from '../api/client.ts';

const againMs = 3000;
let asked: Promise<ShownNewsroom> | undefined;

const ask = async (): Promise<ShownNewsroom> => {
  for (;;) {
    const answer = await createApi(null).get<ShownNewsroom>('/v1/newsroom');
    if (answer.kind === 'answered') return answer.value;
    await new Promise((resolve) => setTimeout(resolve, againMs));
  }
};

/** Who publishes here: asked once for the whole page, and until there is an answer. */
export const useNewsroom = (): ShownNewsroom | undefined => {
  const [newsroom, setNewsroom] = useState<ShownNewsroom>();
  useEffect(() => {
    asked ??= ask();
    void asked.then(setNewsroom);
  }, []);
  return newsroom;
};
