import { For, type JSX, Match, Show, Switch } from 'solid-js';
import { spanFromConsole } from '../../../sandbox/expect/printed-span.ts';
import type { Diagnostic } from '../../../sandbox/schemas/run-event.ts';
import { serviceColour } from '../../service-colours.ts';
import { plural } from '../../words.ts';
import { durationText } from '../state/run-sentences.ts';
import type { ConsoleEvent } from '../state/run-state.ts';
import { useWorkbench } from '../state/workbench-model.ts';
import { SpanCard } from './SpanCard.tsx';
import { PlaceLink } from './StackLines.tsx';
import { ValueTree } from './ValueTree.tsx';

type EntryOf<Type extends ConsoleEvent['type']> = Extract<ConsoleEvent, { type: Type }>;

function narrow<Type extends ConsoleEvent['type']>(entry: ConsoleEvent, type: Type): EntryOf<Type> | false {
  return entry.type === type ? (entry as EntryOf<Type>) : false;
}

/** One entry of the console. */
export function ConsoleLine(props: { entry: ConsoleEvent }) {
  return (
    <Switch>
      <Match when={narrow(props.entry, 'console')}>{(entry) => <OutputLine entry={entry()} />}</Match>
      <Match when={narrow(props.entry, 'uncaught')}>
        {(entry) => (
          <Line service={entry().service} level="error" atMs={entry().atMs}>
            <span class="line-word">Uncaught</span> <ValueTree value={entry().error} top />
            <Show when={entry().error.type !== 'error' && entry().location}>
              {(place) => <PlaceLink place={place()} />}
            </Show>
          </Line>
        )}
      </Match>
      <Match when={narrow(props.entry, 'compile-error')}>
        {(entry) => <DiagnosticLine diagnostic={entry().diagnostic} />}
      </Match>
      <Match when={narrow(props.entry, 'console-dropped')}>
        {(entry) => (
          <Line service={entry().service} level="warn" atMs={entry().atMs}>
            {plural(entry().count, 'line')} dropped: more was printed than is kept.
          </Line>
        )}
      </Match>
      <Match when={narrow(props.entry, 'note')}>
        {(entry) => (
          <Line service={undefined} level="warn" atMs={entry().atMs}>
            {entry().message}
          </Line>
        )}
      </Match>
      <Match when={narrow(props.entry, 'collector-log')}>
        {(entry) => (
          <Line service="collector" level={entry().level} atMs={entry().atMs}>
            {entry().message}
          </Line>
        )}
      </Match>
    </Switch>
  );
}

/** What the compiler says, with its address. A warning does not keep a program from running. */
export function DiagnosticLine(props: { diagnostic: Diagnostic }) {
  return (
    <Line service={undefined} level={props.diagnostic.severity} atMs={undefined}>
      <PlaceLink place={props.diagnostic} />{' '}
      <span class="line-word">{props.diagnostic.severity === 'error' ? 'Error' : 'Warning'}</span>{' '}
      <span class="line-message">{props.diagnostic.message}</span>
    </Line>
  );
}

function OutputLine(props: { entry: EntryOf<'console'> }) {
  const workbench = useWorkbench();
  const [only] = props.entry.args;
  const span = props.entry.level === 'dir' && only ? spanFromConsole(only) : undefined;
  const sources = () => workbench.record()?.sources;
  return (
    <Line
      service={props.entry.service}
      level={props.entry.level}
      atMs={props.entry.atMs}
      place={span ? undefined : props.entry.location}
    >
      <Show
        when={span}
        fallback={<For each={props.entry.args}>{(value) => <ValueTree value={value} top />}</For>}
      >
        {(found) => (
          <SpanCard
            span={found()}
            printed={only ?? { type: 'undefined' }}
            source={sources()?.[found().spanId]}
            selected={workbench.selection().span?.spanId === found().spanId}
          />
        )}
      </Show>
    </Line>
  );
}

/** Words for levels that must not be told by colour alone. */
const levelWords: Readonly<Record<string, string>> = { warn: 'warning', error: 'error' };

function Line(props: {
  service: string | undefined;
  level: string;
  atMs: number | undefined;
  place?: { file: string; line: number; column: number } | undefined;
  children: JSX.Element;
}) {
  const workbench = useWorkbench();
  const colour = () =>
    props.service === undefined ? '' : serviceColour(props.service, workbench.services()).cssVar;
  return (
    <div
      class="line"
      data-level={props.level}
      title={props.atMs === undefined ? undefined : `${durationText(props.atMs)} after Run`}
    >
      <Show when={props.service}>
        {(service) => (
          <span class="line-service" style={{ '--service': colour() }}>
            {service()}
          </span>
        )}
      </Show>
      <div class="line-body">
        <Show when={levelWords[props.level]}>{(word) => <span class="sr-only">{word()}: </span>}</Show>
        {props.children}
      </div>
      <Show when={props.place}>
        {(place) => (
          <span class="line-place">
            <PlaceLink place={place()} />
          </span>
        )}
      </Show>
    </div>
  );
}
