/** Where Starlight's inline script looks for the reader's choice before the first paint. */
const storageKey = 'starlight-theme';

/** Lets the theme button switch, and follows the system until somebody has chosen. */
export function startThemeToggle(): void {
  const button = document.querySelector<HTMLButtonElement>('.theme-toggle');
  if (button === null) return;
  const root = document.documentElement;
  const show = (theme: 'dark' | 'light') => {
    root.dataset['theme'] = theme;
    button.setAttribute('aria-pressed', String(theme === 'dark'));
  };
  show(root.dataset['theme'] === 'light' ? 'light' : 'dark');
  button.addEventListener('click', () => {
    const theme = root.dataset['theme'] === 'light' ? 'dark' : 'light';
    show(theme);
    remember(theme);
  });
  matchMedia('(prefers-color-scheme: light)').addEventListener('change', (event) => {
    if (remembered() === null) show(event.matches ? 'light' : 'dark');
  });
}

function remember(theme: string): void {
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // Storage can be switched off; the choice then lasts as long as the page.
  }
}

function remembered(): string | null {
  try {
    const theme = localStorage.getItem(storageKey);
    return theme === '' ? null : theme;
  } catch {
    return null;
  }
}
