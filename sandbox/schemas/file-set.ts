/** The files of an exercise: path to text. Flat names such as `shopper.ts`; a folder is allowed. */
import { z } from 'zod';

export const fileLimits = { files: 64, bytesPerFile: 2_000_000, bytesInAll: 4_000_000 } as const;

/** Relative, forward slashes, no `..`: a path can only name a file of the set. */
export const filePathSchema = z
  .string()
  .max(200)
  .regex(/^(?!\/)(?!.*(?:^|\/)\.\.?(?:\/|$))[\w.@-]+(?:\/[\w.@-]+)*$/u, {
    error: 'a relative path such as "shopper.ts" or "lib/clock.ts"',
  });

export const fileSetSchema = z
  .record(filePathSchema, z.string().max(fileLimits.bytesPerFile))
  .refine((files) => Object.keys(files).length <= fileLimits.files, {
    error: `at most ${fileLimits.files} files`,
  })
  .refine(
    (files) => Object.values(files).reduce((sum, text) => sum + text.length, 0) <= fileLimits.bytesInAll,
    {
      error: `at most ${fileLimits.bytesInAll} characters in all`,
    },
  );
export type FileSet = z.infer<typeof fileSetSchema>;
