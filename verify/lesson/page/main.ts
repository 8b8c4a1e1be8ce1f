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
    const leave = session.subscribe((events) => {
      for (const event of events) if (event.runId === runId) hear(event);
    });

    const hear = (event: RunEvent): void => {
      switch (event.type) {
        case 'check':
          run.checks[event.result.index] = event.result;
          stopWhenShown();
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
          break;
        case 'exit':
          leave();
          run.exit = { reason: event.reason, message: event.message };
          resolve(run);
          break;
      }
    };
    /** A lab without a program says so in a note when it has begun. */
    const askWhenReady = (): void => {
      const { services } = request.lab;
      const isReady = services.length === 0 ? run.notes.length > 0 : addresses.size === services.length;
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
      run.checks = [];
      hasAnswer = true;
    };
    let hasAnswer = false;
    /** Nothing in such a run ends it: it has shown what it can when its checks were told after the answer. */
    const stopWhenShown = (): void => {
      if (hasAnswer) session.stop();
    };
    runId = session.run(request);
  });
