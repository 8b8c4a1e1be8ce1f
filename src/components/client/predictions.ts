import { bus } from '../../workbench/bus.ts';
import { browserStorage } from './progress.ts';

const storageKey = 'spanlab:predictions';

interface Prediction {
  choice: number;
  /** A run has answered it. */
  answered: boolean;
}

/** Lets a reader commit to an answer, and shows what is right after the next run. Kept across visits. */
export function startPredictions(): void {
  for (const box of document.querySelectorAll<HTMLElement>('[data-predict]')) startPrediction(box);
}

function startPrediction(box: HTMLElement): void {
  const fieldset = box.querySelector('fieldset');
  const actions = box.querySelector<HTMLElement>('.box-actions');
  const button = box.querySelector<HTMLButtonElement>('[data-commit]');
  const status = box.querySelector('.predict-status');
  const answer = box.querySelector('details');
  const summary = answer?.querySelector('summary');
  if (!fieldset || !actions || !button || !status || !answer || !summary) return;

  const key = `${location.pathname}#${box.dataset['predict']}`;
  const right = Number(box.dataset['answer']);
  let prediction = readPredictions(browserStorage())[key];

  const show = () => {
    actions.hidden = false;
    answer.hidden = prediction === undefined;
    button.hidden = prediction !== undefined;
    fieldset.disabled = prediction !== undefined;
    if (prediction === undefined) return;
    const { choice, answered } = prediction;
    summary.textContent = answered ? 'What happened' : 'Answer without running';
    status.textContent = !answered
      ? 'Noted. Now run it: the answer appears here.'
      : choice === right
        ? 'You were right.'
        : 'It went another way.';
    box.querySelectorAll<HTMLElement>('.option').forEach((option, index) => {
      const input = option.querySelector('input');
      if (input !== null) input.checked = index === choice;
      const verdict = option.querySelector('.option-verdict');
      if (!answered || verdict === null) return;
      option.toggleAttribute('data-right', index === right);
      verdict.textContent = index === right ? '✓ this happens' : index === choice ? 'your guess' : '';
    });
  };

  const settle = (next: Prediction) => {
    prediction = next;
    write(key, next);
    show();
  };

  fieldset.addEventListener('change', () => {
    button.disabled = false;
  });
  button.addEventListener('click', () => {
    const chosen = fieldset.querySelector<HTMLInputElement>('input:checked');
    if (chosen !== null) settle({ choice: Number(chosen.value), answered: false });
  });
  const reveal = () => {
    if (prediction === undefined || prediction.answered) return;
    settle({ ...prediction, answered: true });
    answer.open = true;
  };
  bus.on('run-ended', ({ reason }) => {
    if (reason !== 'not-started') reveal();
  });
  // A lab without programs runs until Stop: there the push is what was asked for.
  bus.on('pushed', reveal);
  answer.addEventListener('toggle', () => {
    if (answer.open) reveal();
  });
  show();
}

/** The predictions kept in `store`, by page and box. What cannot be read as such counts as none. */
export function readPredictions(store: Pick<Storage, 'getItem'>): Record<string, Prediction | undefined> {
  try {
    const value: unknown = JSON.parse(store.getItem(storageKey) ?? '{}');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
    return Object.fromEntries(Object.entries(value).filter(([, each]) => isPrediction(each)));
  } catch {
    return {};
  }
}

function isPrediction(value: unknown): value is Prediction {
  if (typeof value !== 'object' || value === null) return false;
  const { choice, answered } = value as Partial<Record<keyof Prediction, unknown>>;
  return typeof choice === 'number' && typeof answered === 'boolean';
}

function write(key: string, prediction: Prediction): void {
  const store = browserStorage();
  try {
    store.setItem(storageKey, JSON.stringify({ ...readPredictions(store), [key]: prediction }));
  } catch {
    // Full or forbidden: the prediction lasts as long as the page.
  }
}
