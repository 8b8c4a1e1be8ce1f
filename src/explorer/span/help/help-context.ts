import { createContext } from 'solid-js';
import type { AttributeNameProps } from '../AttributeName.tsx';
import type { Convention } from '../conventions/convention.ts';

/** Where attribute names find help on themselves. */
export interface HelpDesk {
  /** Undefined while the conventions are loading, too. */
  find(key: string): Convention | undefined;
  /** This element asks for help on that attribute: by the pointer, the focus, or a tap. */
  explains(element: HTMLElement, about: AttributeNameProps): void;
}

export const HelpContext = createContext<HelpDesk>();
