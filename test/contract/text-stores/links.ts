import { expect, test } from 'vitest';
import { broadcast } from '../../samples/texting.ts';
import type { OpenTextStores } from './under-test.ts';

const link = {
  url: 'https://newsroom.example/ferry',
  broadcastId: broadcast().id,
  rulingId: broadcast().rulingId,
};

export const linksContract = (open: OpenTextStores): void => {
  test('a link has one code however often it is asked for, and leads where it should', async () => {
    const { links } = await open();
    const [code] = await Promise.all([links.shorten(link), links.shorten(link)]);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
    expect(await links.shorten(link)).toBe(code);
    expect(await links.find(code)).toEqual({ ...link, code });
    expect(await links.find('00000000')).toBeUndefined();
  });

  test('another broadcast, ruling or page has another code', async () => {
    const { links } = await open();
    const codes = await Promise.all([
      links.shorten(link),
      links.shorten({ ...link, broadcastId: null }),
      links.shorten({ ...link, broadcastId: 'brd_01JD4Z00000000000000000002' }),
      links.shorten({ ...link, rulingId: 'rul_01JD4Z00000000000000000002' }),
      links.shorten({ ...link, url: 'https://newsroom.example/other' }),
    ]);
    expect(new Set(codes).size).toBe(5);
    expect(await links.find(codes[1])).toEqual({ ...link, broadcastId: null, code: codes[1] });
  });

  test('a draft’s page has a code of its own, however many tests of it there are', async () => {
    const { links } = await open();
    const draft = { ...link, broadcastId: null, rulingId: null };
    const code = await links.shorten(draft);
    expect(await links.shorten(draft)).toBe(code);
    expect(await links.shorten({ ...link, broadcastId: null })).not.toBe(code);
    expect(await links.find(code)).toEqual({ ...draft, code });
  });

  test('clicks are counted, of links that there are', async () => {
    const { links } = await open();
    const one = await links.shorten(link);
    const other = await links.shorten({ ...link, broadcastId: null });
    await Promise.all([links.click(one), links.click(one), links.click(other), links.click('00000000')]);
    await links.shorten(link);
    expect(await links.clicks([one])).toBe(2);
    expect(await links.clicks([one, other, '00000000'])).toBe(3);
    expect(await links.clicks(['00000000'])).toBe(0);
    expect(await links.clicks([])).toBe(0);
    expect(await links.find('00000000')).toBeUndefined();
    expect(await links.find(one)).toEqual({ ...link, code: one });
  });
};
