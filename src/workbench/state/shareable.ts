import type { Shareable } from '../share/share-run.ts';
import type { WorkbenchModel } from './workbench-model.ts';

/** What of a workbench goes into a share link: the files as they are, and the last run. */
export async function shareableOf(model: WorkbenchModel): Promise<Shareable> {
  const { slug, frontmatter } = model.data;
  const variant = model.variant();
  return {
    title: variant === undefined ? frontmatter.title : `${frontmatter.title}: ${variant.title}`,
    // What came by a link is no lesson of this site, and has no slash in its name.
    lesson: slug.includes('/') ? slug : undefined,
    lab: model.lab(),
    files: model.files(),
    expectation: model.expectation(),
    stored: model.record()?.stored ?? [],
    // Without a Collector there are none; when it cannot be had, the link goes without.
    hops: model.lab().collector ? await model.collector.hops().catch(() => []) : [],
  };
}
