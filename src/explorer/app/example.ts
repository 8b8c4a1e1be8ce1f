/** A trace to look at for whoever has none at hand: made when it is asked for. */
import { encodeTracesJson } from '@spanlab/sandbox/store/otlp/encode-json.ts';
import { webShopTrace } from '../example/web-shop.ts';
import type { Source } from './load.ts';

export function exampleSource(): Source {
  return {
    name: 'example: a web shop',
    from: { text: JSON.stringify(encodeTracesJson(webShopTrace())), name: 'example' },
  };
}
