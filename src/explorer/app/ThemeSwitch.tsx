import { type JSX, onMount } from 'solid-js';
import { startThemeToggle } from '../../components/client/theme-toggle.ts';

/** Light or dark. Until it is pressed the page follows the system; the choice is the whole site's. */
export function ThemeSwitch(): JSX.Element {
  onMount(startThemeToggle);
  return (
    <button
      type="button"
      class="bar-button theme-toggle"
      aria-label="Dark theme"
      aria-pressed="false"
      title="Light or dark"
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5" />
        <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5Z" fill="currentColor" />
      </svg>
    </button>
  );
}
