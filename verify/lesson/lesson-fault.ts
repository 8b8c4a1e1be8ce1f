import type { Rule } from '../model/finding.ts';

/** A lesson that cannot be run as it is. Becomes a finding in the file it is about. */
export class LessonFault extends Error {
  override name = 'LessonFault';
  readonly rule: Rule;
  /** Path in the lesson's folder. */
  readonly file: string;

  constructor(rule: Rule, file: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.rule = rule;
    this.file = file;
  }
}
