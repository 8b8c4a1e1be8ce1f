/** Does a program need a document? Then it runs in a page of its own, not in a Worker. */
import type { ProgramExample } from '../../model/example.ts';

/** What only pages have, or what programs in Workers of one origin would share. */
const words =
  /(?<![\w$.'"`-])(?:document|window|localStorage|sessionStorage|indexedDB|caches|BroadcastChannel|SharedWorker|Worker|HTMLElement|MutationObserver|customElements|requestAnimationFrame|history|alert)(?![\w$'"`:-])|navigator\.(?:sendBeacon|locks)/u;

/** Packages that look for a document as soon as they are used. */
const packages =
  /["'](?:@opentelemetry\/(?:instrumentation-(?:document-load|user-interaction|long-task|web-exception)|auto-instrumentations-web)|react-dom(?:\/[^"']*)?|vue|svelte|solid-js\/web|jquery|lit|htmx\.org|web-vitals)["']/u;

/** As its text says, comments and strings left aside. */
export function needsPage({ files }: ProgramExample): boolean {
  return files.some(({ text }) => {
    const code = text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gmu, '');
    return packages.test(code) || words.test(code.replace(/'[^'\n]*'|"[^"\n]*"/gu, '""'));
  });
}
