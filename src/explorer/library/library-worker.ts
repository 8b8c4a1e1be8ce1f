/** The library's Worker: holds the traces of files, so that the page stays free for drawing. */
import { serveLibrary } from './serve-library.ts';

serveLibrary(
  {
    postMessage: (message, transfer) => self.postMessage(message, { transfer }),
    addEventListener: (type, listener) => self.addEventListener(type, listener),
  },
  { base: self.location.href },
);
