/** Collects what is wrong with one document. */
import type { DocumentEdit, Finding, Rule } from '../model/finding.ts';
import type { LineOrigin, Place } from '../model/place.ts';

/** A place with the text of what stands there, if that is known. */
type Spot = LineOrigin & { text?: string };

export interface Reporter {
  /** As `Place.file`. */
  readonly file: string;
  readonly findings: readonly Finding[];
  at(spot: LineOrigin): Place;
  /** A finding of the rule `document`. */
  document(message: string, spot: Spot): void;
  /** A finding of another rule. */
  say(rule: Rule, message: string, spot: Spot, more?: { detail?: string; fix?: DocumentEdit }): void;
}

export function createReporter(file: string): Reporter {
  const findings: Finding[] = [];
  const at = ({ line, column, text }: Spot): Place => ({
    file,
    line,
    column,
    ...(text === undefined || text === '' ? {} : { endLine: line, endColumn: column + text.length }),
  });
  const say: Reporter['say'] = (rule, message, spot, more = {}) => {
    findings.push({ rule, message, at: at(spot), ...more });
  };
  return {
    file,
    findings,
    at: ({ line, column }) => ({ file, line, column }),
    document: (message, spot) => say('document', message, spot),
    say,
  };
}
