/** Every format of a report. */
import type { Report } from '../model/outcome.ts';
import type { ReportFormat } from '../verify-arguments.ts';
import { renderGithub } from './github.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import { renderPretty } from './pretty.ts';
import type { RenderOptions } from './render-options.ts';
import { renderSarif } from './sarif.ts';

/** A report as text, without a line end at its end. None of them throws, whatever stands in a report. */
export const renderers: Readonly<Record<ReportFormat, (report: Report, options?: RenderOptions) => string>> =
  {
    pretty: renderPretty,
    json: renderJson,
    junit: renderJunit,
    github: renderGithub,
    sarif: renderSarif,
    markdown: renderMarkdown,
  };
