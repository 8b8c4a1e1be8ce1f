import type { StarlightRouteData } from '@astrojs/starlight/route-data';
import { titleOf } from './slug.ts';

/** What the page frame says about the lesson it shows. */
export interface LessonPage {
  slug: string;
  /** `Grocery store`. */
  track: string;
  number: number;
  title: string;
  minutes: number;
  learn: readonly string[];
  /** Slugs of the track's lessons, in order. */
  lessons: readonly string[];
}

/** The lesson of a route, or undefined for a page that is none. */
export function lessonPage(route: StarlightRouteData): LessonPage | undefined {
  const { id, data } = route.entry;
  if (data.lesson === undefined) return undefined;
  const group = route.sidebar.find(
    (each) =>
      each.type === 'group' &&
      each.entries.some((entry) => entry.type === 'link' && entry.attrs['data-lesson'] === id),
  );
  const entries = group?.type === 'group' ? group.entries : [];
  return {
    slug: id,
    track: titleOf(id.split('/')[0] ?? ''),
    number: data.lesson.number,
    title: data.title,
    minutes: data.lesson.minutes,
    learn: data.lesson.learn,
    lessons: entries.flatMap((entry) => {
      const slug = entry.type === 'link' ? entry.attrs['data-lesson'] : undefined;
      return typeof slug === 'string' ? [slug] : [];
    }),
  };
}
