/**
 * What cannot wait for the page's own script: the theme, before anything is painted, and the Worker with the files it
 * is to read. In the page's head.
 */
import { startLibrary } from '../explorer/app/file-library.ts';
import { type Source, startLoad } from '../explorer/app/load.ts';
import type { Begun } from '../explorer/app/sources.ts';
import { connectLibrary } from '../explorer/library/worker-client.ts';
import type { ServedFile, ViewerSession } from './session.ts';

/** By the same rule as the site. */
function theme(): string {
  try {
    const chosen = localStorage.getItem('starlight-theme');
    if (chosen) return chosen;
  } catch {
    // Storage can be switched off; then the system decides.
  }
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

/** A page without a server of its own is told nothing. */
function readSession(): ViewerSession {
  const text = document.getElementById('session')?.textContent;
  return text ? (JSON.parse(text) as ViewerSession) : { id: '', files: [] };
}

function sourceOf({ name }: ServedFile, index: number): Source {
  return { name, from: { url: new URL(`files/${index}`, location.href).href, name }, served: true };
}

document.documentElement.dataset['theme'] = theme();

export const session: ViewerSession = readSession();

/** Started by the page itself, see index.html. */
const { tracesWorker } = globalThis as { tracesWorker?: Worker };
const library = tracesWorker === undefined ? startLibrary() : connectLibrary(tracesWorker);
export const begun: Begun = {
  library,
  loads: session.files.map((file, index) => startLoad(library, sourceOf(file, index))),
};

/**
 * A Worker hears nothing until the page's thread has time for it, and drawing the page takes that time: it is let wait
 * until the Worker is at its files. Never rejects.
 */
export const isReading: Promise<unknown> =
  session.files.length > 0 ? library.services().catch(() => undefined) : Promise.resolve();
