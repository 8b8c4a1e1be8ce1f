/** A page with nothing but the lab in it: runs one state of an exercise, and hands over what a verdict needs. */
import { openLab } from '@spanlab/sandbox/browser.ts';
import type { HeaderList, RunEvent } from '@spanlab/sandbox/schemas/run-event.ts';
import type { LabRequest, LabRun, RequestByHand } from '../lab-run.ts';

declare global {
  interface Window {
    /** One at a time. Never rejects. */
    runInLab(request: LabRequest): Promise<LabRun>;
  }
}

const unchangedMs = 3_000;

const session = openLab({ assetBase: new URL('/lab/', location.href).href });

window.runInLab = ({ byHand, ...request }) =>
  new Promise((resolve) => {
    const run: LabRun = {
      exit: { reason: 'none', message: '' },
      checks: [],
      uncaught: [],
      diagnostics: [],
      notes: [],
      collector: [],
    };
    /** Services that listen, and where. */
    const addresses = new Map<string, string>();
    let runId = '';
    let hasAsked = false;
    let hasAnswer = false;
    let hasCollector = false;
    let isOver = false;
    const leave = session.subscribe((events) => {
      const own = events.filter((event) => event.runId === runId);
      for (const event of own) hear(event);
      if (!own.some(({ type }) => type === 'exit') && own.some(({ type }) => type === 'check')) shown();
    });

    const hear = (event: RunEvent): void => {
      switch (event.type) {
        case 'check':
          run.checks[event.result.index] = event.result;
          break;
        case 'compile-error':
          run.diagnostics.push(event.diagnostic);
          break;
        case 'uncaught': {
          const { service, error, location } = event;
          const text = error.type === 'error' ? `${error.name}: ${error.message}` : JSON.stringify(error);
          run.uncaught.push({ service, text, ...(location && { location }) });
          break;
        }
        case 'service':
          if (event.state === 'listening') addresses.set(event.service, event.address?.split(', ')[0] ?? '');
          askWhenReady();
          break;
        case 'note':
          run.notes.push(event.message);
          askWhenReady();
          break;
        case 'collector':
          run.collector = event.problems.map(({ message }) => message);
          hasCollector = event.state === 'running' || event.state === 'failed';
          askWhenReady();
          break;
        case 'exit':
          leave();
          isOver = true;
          run.exit = { reason: event.reason, message: event.message };
          resolve(run);
          break;
      }
    };
    /** Containers are up before the run; of a lab without a program the note says that it has begun. */
    const askWhenReady = (): void => {
      const { services } = request.lab;
      const isCollectorUp = request.containers === undefined ? hasCollector : run.notes.length > 0;
      const isReady = services.length === 0 ? isCollectorUp : addresses.size === services.length;
      if (byHand === undefined || hasAsked || !isReady) return;
      hasAsked = true;
      void ask(byHand);
    };
    const ask = async ({ to, address, path, headers, ...asked }: RequestByHand): Promise<void> => {
      const list: HeaderList = headers.map(([name, value]) => [name, value]);
      const url = `http://${address ?? addresses.get(to)}${path}`;
      try {
        const { failure } = await session.request({ ...asked, url, headers: list });
        if (failure !== undefined) run.notes.push(`The request by hand failed: ${failure}`);
      } catch (problem) {
        run.notes.push(`The request by hand could not be sent: ${String(problem)}`);
      }
      hasAnswer = true;
      // Checks are told when they change. That none does after the answer is shown by nothing but time.
      setTimeout(() => isOver || session.stop(), unchangedMs);
    };
    /**
     * Before the end checks are told only where nothing ends a run by itself, whenever all has been quiet for a moment.
     * Then it has shown what it can, unless it waits for the request by hand.
     */
    const shown = (): void => {
      if (byHand === undefined || hasAnswer) session.stop();
    };
    runId = session.run(request);
  });
