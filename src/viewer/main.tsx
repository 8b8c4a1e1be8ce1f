/** The explorer alone, as `spanlab view` serves it. */
import { render } from 'solid-js/web';
import { App } from '../explorer/app/App.tsx';
import { startLibrary } from '../explorer/app/file-library.ts';
import { begun, isReading, session } from './boot.ts';
import { connectServer } from './connect-server.ts';
import '../styles/theme.css';
import '../styles/shared-page.css';
import '../service-colours.css';

const root = document.getElementById('app');
if (root === null) throw new Error('the page has no #app');
void isReading.then(() =>
  render(() => <App start={startLibrary} begun={begun} server={connectServer(session)} />, root),
);
