import { Show } from 'solid-js';
import { useWorkbench } from '../state/workbench-model.ts';
import { CollectorPanel } from './collector/CollectorPanel.tsx';

/** The Collector of this lesson, and what passes through it. */
export function CollectorView() {
  const workbench = useWorkbench();
  const { collector } = workbench;
  const file = () => collector.file() ?? '';
  const backend = () =>
    workbench.lab().backend === 'none'
      ? undefined
      : {
          up: collector.backendUp(),
          set: (up: boolean) => {
            workbench.setAnnounced(up ? 'Jaeger is back.' : 'Jaeger is down: its ports refuse.');
            void collector.setBackendUp(up);
          },
        };
  return (
    <div class="wb-view">
      <Show when={workbench.localLab.on()}>
        <p class="ll-beside">
          Runs go to the Collector in a container, with the configuration it was started with. Below is this
          page’s own.
        </p>
      </Show>
      <CollectorPanel
        file={file()}
        config={collector.config() ?? ''}
        view={workbench.collectorView()}
        problems={collector.problems()}
        note={collector.note()}
        services={workbench.services()}
        hops={collector.hops}
        log={collector.log}
        onLine={(line, quiet) => workbench.openAt({ file: file(), line, column: 1 }, quiet)}
        onRestart={() => void collector.restart()}
        backend={backend()}
      />
    </div>
  );
}
