/** The workbench by itself, on a real lesson, with a lab that plays a recorded run. */
import { render } from 'solid-js/web';
import '../../../../src/styles/theme.css';
import '../../../../src/workbench/service-colours.css';
import { bus } from '../../../../src/workbench/bus.ts';
import type { LessonData } from '../../../../src/workbench/state/lesson-data.ts';
import Workbench from '../../../../src/workbench/Workbench.tsx';
import { fakeLab } from './fake-lab.ts';

const query = new URL(location.href).searchParams;
const response = await fetch(`lessons/${query.get('lesson') ?? '07'}.json`);
const data: LessonData = await response.json();
const script = query.get('run') ?? 'four-spans';
const bench = document.getElementById('bench');
if (!bench) throw new Error('the harness page has no #bench');
const openLab =
  query.get('lab') === 'real' ? undefined : async () => fakeLab(script, Number(query.get('pace') ?? 40));
render(() => <Workbench data={data} assetBase="./lab/" {...(openLab && { openLab })} />, bench);

document.getElementById('break')?.addEventListener('click', () => {
  const [variant] = data.exercises.main.variants;
  if (variant) bus.emit('load-variant', { exercise: 'main', variant: variant.id });
});
bus.on('run-ended', ({ reason }) => {
  const news = document.getElementById('news');
  if (news) news.textContent = `ended: ${reason}`;
});
