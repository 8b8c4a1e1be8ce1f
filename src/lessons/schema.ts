/** What authors write about a lesson: frontmatter, `exercise.yaml`, `variant.yaml`. */
import { z } from 'zod';

/** The panels of the workbench a lesson may show. */
export const panels = ['console', 'trace', 'wire', 'collector', 'push', 'checks', 'request'] as const;
export const panelSchema = z.enum(panels);
export type Panel = z.infer<typeof panelSchema>;

/** `lesson:` in the frontmatter of a lesson's `index.mdx`. */
export const lessonFrontmatterSchema = z.strictObject({
  /** Its place in the track; the number its folder begins with. */
  number: z.int().min(1),
  /** How long it takes, reading and doing. */
  minutes: z.int().min(1).max(60),
  /** What the reader will be able to do, one sentence each. */
  learn: z.array(z.string().min(1)).min(1),
  panels: z.array(panelSchema).min(1),
  /** The panel that comes forward on Run. */
  focus: panelSchema,
  /** Words this lesson introduces. */
  words: z.array(z.string().min(1)).default([]),
});
export type LessonFrontmatter = z.infer<typeof lessonFrontmatterSchema>;

/** The frontmatter of `index.mdx`. Starlight's own fields are left to Starlight's schema. */
export const lessonPageSchema = z.looseObject({
  title: z.string().min(1),
  description: z.string().min(1),
  lesson: lessonFrontmatterSchema,
});
export type LessonPage = z.infer<typeof lessonPageSchema>;

/** `more/<name>/exercise.yaml`. */
export const exerciseFileSchema = z.strictObject({ title: z.string().min(1) });

/** `variants/<name>/variant.yaml`. */
export const variantFileSchema = z.strictObject({
  /** What the button says: "Remove the propagation setting". */
  title: z.string().min(1),
  /** What the variant's files are laid over. */
  base: z.enum(['solution', 'start']).default('solution'),
});
