import type { JSX } from 'solid-js';
import { App } from './App.tsx';
import { startLibrary } from './file-library.ts';

/** The explorer as a page of the site: for traces that are dropped on it, or come in a link. */
export default function SitePage(props: { siteBase: string }): JSX.Element {
  return <App start={startLibrary} home={{ href: props.siteBase, name: 'Spanlab' }} />;
}
