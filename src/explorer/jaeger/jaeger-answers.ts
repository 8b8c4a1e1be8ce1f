/** Lists in the answers of Jaeger's two APIs. What is no list is an empty one: Go writes those as null. */
import { isObject, type Json } from '../files/json-values.ts';
import type { Dependency, Operation } from '../library/trace-library.ts';

export type ApiVersion = 'v3' | 'v1';

export function servicesIn(answer: unknown, version: ApiVersion): string[] {
  return listIn(answer, version === 'v3' ? 'services' : 'data')
    .filter((name) => typeof name === 'string')
    .toSorted();
}

/** Also the names alone of the oldest API. */
export function operationsIn(answer: unknown, version: ApiVersion): Operation[] {
  return listIn(answer, version === 'v3' ? 'operations' : 'data')
    .flatMap((each): Operation[] => {
      if (typeof each === 'string') return [{ name: each, spanKind: '' }];
      return isObject(each) ? [{ name: text(each, 'name'), spanKind: text(each, 'spanKind') }] : [];
    })
    .toSorted((a, b) => compare(a.name, b.name) || compare(a.spanKind, b.spanKind));
}

export function dependenciesIn(answer: unknown): Dependency[] {
  return listIn(answer, 'data')
    .filter(isObject)
    .map((each) => ({
      parent: text(each, 'parent'),
      child: text(each, 'child'),
      calls: Number(each['callCount'] ?? 0),
    }));
}

function listIn(answer: unknown, field: string): readonly unknown[] {
  const list = isObject(answer) ? answer[field] : undefined;
  return Array.isArray(list) ? list : [];
}

function text(json: Json, field: string): string {
  const value = json[field];
  return typeof value === 'string' ? value : '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
