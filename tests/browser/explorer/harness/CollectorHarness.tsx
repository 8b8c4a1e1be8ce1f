import { createSignal, type JSX } from 'solid-js';
import { CollectorPanel } from '../../../../src/workbench/panels/collector/CollectorPanel.tsx';
import type { CollectorScene } from './collector-scenes.ts';
import { lessonServices } from './lesson-spans.ts';

export interface CollectorHarnessProps {
  scene: CollectorScene;
  tell: (what: string, value: unknown) => void;
}

/** The Collector panel beside a text box that stands for the editor. */
export function CollectorHarness(props: CollectorHarnessProps): JSX.Element {
  const [config, setConfig] = createSignal(props.scene.config);
  const [view, setView] = createSignal(props.scene.view);
  const [up, setUp] = createSignal(true);
  // Tests type a configuration, or let spans pass, from outside.
  addEventListener('config', (event) => setConfig((event as CustomEvent<string>).detail));
  addEventListener('passed', () =>
    setView((before) => ({
      ...before,
      counts: before.counts.map((each) => ({ ...each, received: each.received + 1, sent: each.sent + 1 })),
    })),
  );
  return (
    <CollectorPanel
      file="collector.yaml"
      config={config()}
      view={view()}
      problems={view().problems}
      note={props.scene.note ?? ''}
      services={lessonServices}
      hops={async () => props.scene.hops}
      log={(listener) => {
        listener(props.scene.log);
        return () => undefined;
      }}
      onLine={(line, quiet) => props.tell('line', { line, quiet })}
      onRestart={() => props.tell('restarted', true)}
      backend={{ up: up(), set: setUp }}
    />
  );
}
