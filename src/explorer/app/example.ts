/** A trace to look at for whoever has none at hand: made when it is asked for. */
import type { Source } from './load.ts';

export const exampleSource: Source = {
  name: 'example: a web shop',
  async from() {
    const [{ encodeTracesJson }, { webShopTrace }] = await Promise.all([
      import('@spanlab/sandbox/store/otlp/encode-json.ts'),
      import('../example/web-shop.ts'),
    ]);
    return { text: JSON.stringify(encodeTracesJson(webShopTrace())), name: 'example' };
  },
};
