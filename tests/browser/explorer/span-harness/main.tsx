/** Shows one span at a time. What the detail tells its owner is written to `document.body.dataset`. */
import { render } from 'solid-js/web';
import { SpanPage } from './SpanPage.tsx';
import { scenes } from './scenes.ts';
import '../../../../src/styles/theme.css';
import '../../../../src/service-colours.css';
import '../../../../src/explorer/parts/tokens.css';
import '../harness/page.css';

const wanted = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = wanted.get('theme') ?? 'dark';
const scene = scenes[wanted.get('scene') ?? 'lesson'];
const panel = document.querySelector('#panel');

if (scene !== undefined && panel !== null) {
  const tell = (what: string, value: unknown): void => {
    document.body.dataset[what] = JSON.stringify(value);
  };
  render(() => <SpanPage scene={scene} alone={innerWidth < 600} tell={tell} />, panel);
}
