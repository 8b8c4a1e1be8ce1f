/** The part of Pagefind's API used here. See https://pagefind.app/docs/api/ */
interface Pagefind {
  init(): Promise<void>;
  debouncedSearch(words: string): Promise<{ results: { data(): Promise<PageFound> }[] } | null>;
}

interface PageFound {
  url: string;
  /** HTML whose only elements are `<mark>`s; all else is escaped by Pagefind. */
  excerpt: string;
  meta: { title?: string };
}

const shown = 8;

/** Opens the search dialog from its button and Ctrl/⌘+K, and shows results while somebody types. */
export function startSearch(): void {
  const dialog = document.querySelector<HTMLDialogElement>('dialog.search');
  const open = document.querySelector<HTMLButtonElement>('.search-open');
  const input = dialog?.querySelector<HTMLInputElement>('.search-input');
  const status = dialog?.querySelector('.search-status');
  const list = dialog?.querySelector('.search-results');
  if (!dialog || !open || !input || !status || !list) return;

  let pagefind: Promise<Pagefind> | undefined;
  const load = async (): Promise<Pagefind> => {
    // Written by the build beside the pages, so not a module the bundler could know.
    const module: Pagefind = await import(/* @vite-ignore */ `${dialog.dataset['base']}pagefind/pagefind.js`);
    await module.init();
    return module;
  };

  const show = () => {
    pagefind ??= load();
    pagefind.catch(() => {
      status.textContent =
        'The search index is not here. It is written by `npm run build`, not in development.';
    });
    dialog.showModal();
    input.select();
  };

  open.hidden = false;
  open.addEventListener('click', show);
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  addEventListener('keydown', (event) => {
    if (event.key !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else show();
  });
  input.form?.addEventListener('submit', (event) => {
    // Enter in the field goes to the first result; only the button closes.
    if (event.submitter !== null && event.submitter !== input && document.activeElement !== input) return;
    event.preventDefault();
    list.querySelector('a')?.click();
  });
  input.addEventListener('input', async () => {
    const words = input.value.trim();
    const found = words === '' ? undefined : await (await pagefind)?.debouncedSearch(words);
    if (found === null) return;
    const pages = await Promise.all((found?.results ?? []).slice(0, shown).map((each) => each.data()));
    if (input.value.trim() !== words) return;
    list.replaceChildren(...pages.map(resultItem));
    status.textContent = words === '' ? '' : `${foundWords(found?.results.length ?? 0)} for “${words}”.`;
  });
}

function foundWords(count: number): string {
  if (count > shown) return `The first ${shown} of ${count} pages`;
  return `${count || 'No'} ${count === 1 ? 'page' : 'pages'}`;
}

function resultItem(page: PageFound): HTMLLIElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = page.url;
  const title = document.createElement('strong');
  title.textContent = page.meta.title ?? page.url;
  const excerpt = document.createElement('span');
  excerpt.innerHTML = page.excerpt;
  link.append(title, excerpt);
  item.append(link);
  return item;
}
