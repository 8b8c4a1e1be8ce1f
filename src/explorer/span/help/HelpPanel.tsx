import { createEffect, createMemo, For, type JSX, Match, Show, Switch } from 'solid-js';
import { spanFields, writeTag } from '../../library/tag-query.ts';
import { attributeText } from '../../parts/attribute-text.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { WarningMark } from '../../parts/marks.tsx';
import { placePanel } from '../../parts/place-panel.ts';
import type { AttributeNameProps } from '../AttributeName.tsx';
import type { Convention, ConventionBook } from '../conventions/convention.ts';
import type { Help } from './create-help.ts';
import { DocText } from './DocText.tsx';

export interface HelpPanelProps {
  help: Help;
  book: ConventionBook | undefined;
  /** Puts `key=value` into a search or find field. */
  onSearch?: ((text: string) => void) | undefined;
}

const examplesShown = 5;
/** A tag with a longer value finds nothing that the beginning of it would not. */
const longestTag = 500;

/** What the semantic conventions say of one attribute, and what can be done with it. */
export function HelpPanel(props: HelpPanelProps): JSX.Element {
  let panel: HTMLDivElement | undefined;
  const about = createMemo(() => props.help.open()?.about);
  const convention = (): Convention | undefined => {
    const shown = about();
    return shown && props.book?.find(shown.attribute.key);
  };

  createEffect(() => {
    const open = props.help.open();
    // Its height depends on what the book says.
    convention();
    if (panel === undefined) return;
    if (open === undefined) {
      if (panel.matches(':popover-open')) panel.hidePopover();
      return;
    }
    if (!panel.matches(':popover-open')) panel.showPopover();
    panel.style.maxHeight = '';
    panel.scrollTop = 0;
    const { left, top, maxHeight } = placePanel(
      open.anchor.getBoundingClientRect(),
      { width: panel.offsetWidth, height: panel.offsetHeight },
      { width: document.documentElement.clientWidth, height: window.innerHeight },
    );
    panel.style.left = `${left}px`;
    panel.style.top = `${top}px`;
    panel.style.maxHeight = `${maxHeight}px`;
  });

  return (
    <div
      ref={(element) => {
        panel = element;
        props.help.panel(element);
      }}
      popover="manual"
      class="sd-help"
      role="dialog"
      tabindex="-1"
      aria-label={`About ${about()?.attribute.key ?? ''}`}
    >
      <Show when={about()} keyed>
        {(shown) => (
          <>
            <p class="sd-help-key">
              <code>
                <bdi>{shown.attribute.key}</bdi>
              </code>
              <Show when={convention()}>
                {(it) => <span class="sd-help-tag">{stabilityWords(it())}</span>}
              </Show>
            </p>
            <Show when={convention()} fallback={<Unknown book={props.book} />}>
              {(it) => <Known convention={it()} about={shown} book={props.book} />}
            </Show>
            <p class="sd-help-actions">
              <Actions about={shown} onSearch={props.onSearch} close={props.help.close} />
            </p>
            <Show when={props.book}>
              {(book) => <p class="sd-help-edition">{`From ${book().edition}`}</p>}
            </Show>
          </>
        )}
      </Show>
    </div>
  );
}

function Known(props: {
  convention: Convention;
  about: AttributeNameProps;
  book: ConventionBook | undefined;
}): JSX.Element {
  const { key, value } = props.about.attribute;
  const text = attributeText(value);
  const meaning = () => props.book?.value(key, text);
  return (
    <>
      <Show when={props.convention.deprecated}>
        {(deprecated) => (
          <div class="sd-help-deprecated">
            <WarningMark />
            <div>
              <DocText text={deprecated()} />
            </div>
          </div>
        )}
      </Show>
      <DocText text={props.convention.brief} />
      <Show when={meaning()}>
        {(it) => (
          <div class="sd-help-value">
            <code>
              <bdi>{text}</bdi>
            </code>
            <div>
              <DocText text={it().brief ?? 'One of the values the conventions list.'} />
              <Show when={it().deprecated}>
                {(deprecated) => <DocText text={`Deprecated. ${deprecated()}`} />}
              </Show>
            </div>
          </div>
        )}
      </Show>
      <Show when={props.convention.examples}>
        {(examples) => (
          <p class="sd-help-examples">
            <span class="ex-muted">For example </span>
            <For each={examples().slice(0, examplesShown)}>
              {(example, index) => (
                <>
                  {index() > 0 ? ', ' : ''}
                  <code>{example}</code>
                </>
              )}
            </For>
          </p>
        )}
      </Show>
      <Show when={props.convention.note}>
        {(note) => (
          <div class="sd-help-note">
            <DocText text={note()} />
          </div>
        )}
      </Show>
    </>
  );
}

function Unknown(props: { book: ConventionBook | undefined }): JSX.Element {
  return (
    <p>
      <Switch>
        <Match when={props.book === undefined}>
          The semantic conventions are not loaded: this attribute may be one of theirs.
        </Match>
        <Match when={props.book}>
          The semantic conventions do not know this name: it is the program’s own.
        </Match>
      </Switch>
    </p>
  );
}

function Actions(props: {
  about: AttributeNameProps;
  onSearch: ((text: string) => void) | undefined;
  close: () => void;
}): JSX.Element {
  const tag = (): string => {
    const { key, value } = props.about.attribute;
    const isField = spanFields.some((field) => field === key);
    return writeTag({
      of: props.about.owner === 'resource' ? 'resource' : isField ? 'attributes' : 'anything',
      key,
      operator: '=',
      value: attributeText(value),
    });
  };
  return (
    <>
      <CopyButton what="as key=value" text={tag} wordy />
      <Show when={props.onSearch !== undefined && tag().length <= longestTag}>
        <button
          type="button"
          class="ex-button"
          onClick={() => {
            props.onSearch?.(tag());
            props.close();
          }}
        >
          Find others like it
        </button>
      </Show>
    </>
  );
}

function stabilityWords(convention: Convention): string {
  if (convention.deprecated !== undefined) return 'deprecated';
  return convention.stability === 'stable' ? 'stable' : 'experimental: it may still change';
}
