/** Two tabs of one lesson share what is kept of it: neither may write over what the other made unseen. */
import { createSignal } from 'solid-js';
import { type Session, sameWork, withWorkOf } from './session.ts';

export interface ThisTab {
  readonly session: () => Session;
  /** What the browser keeps of the lesson now. */
  readonly kept: () => Session | undefined;
  /** Shows a session that is kept already. */
  readonly show: (session: Session) => void;
}

/** Follows the other tab while nothing was changed in this one; then offers its version instead. */
export function createOtherTab({ session, kept, show }: ThisTab) {
  const [offered, setOffered] = createSignal<Session>();
  let touched = false;
  return {
    /** The other tab's version, while the learner has not chosen. */
    offered,
    /** Files were changed in this tab: from now on, ask. */
    touch(): void {
      touched = true;
    },
    /** Another tab has kept the lesson. */
    hear(): void {
      const theirs = kept();
      if (!theirs) return;
      const asks = touched && !sameWork(session(), theirs);
      setOffered(asks ? theirs : undefined);
      if (!asks) show(withWorkOf(session(), theirs));
    },
    /** The learner has chosen. `followed`: the other tab's version, so that this one has nothing of its own. */
    settle(followed: boolean): void {
      touched = !followed;
      setOffered(undefined);
    },
  };
}
