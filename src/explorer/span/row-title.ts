import type { Row, TraceColumns } from '../model/trace-columns.ts';

/** `grocery-store · GET /`: how a span is called where it stands for itself. */
export function rowTitle(columns: TraceColumns, row: Row): string {
  return spanTitle(rowService(columns, row), rowName(columns, row));
}

export function spanTitle(service: string, name: string): string {
  return `${service} · ${name === '' ? '(no name)' : name}`;
}

export function rowService(columns: TraceColumns, row: Row): string {
  return columns.services[columns.service[row] ?? 0] ?? '';
}

export function rowName(columns: TraceColumns, row: Row): string {
  return columns.names[columns.name[row] ?? 0] ?? '';
}
