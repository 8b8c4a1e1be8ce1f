/** What a parsed file imports and exports when it runs: type-only imports and exports are gone by then. */
import type ts from 'typescript';
import type { Span } from './diagnostics.ts';

/** The part of the compiler this needs. */
export type Syntax = Pick<
  typeof ts,
  | 'forEachChild'
  | 'isArrayBindingPattern'
  | 'isCallExpression'
  | 'isExportAssignment'
  | 'isExportDeclaration'
  | 'isIdentifier'
  | 'isImportDeclaration'
  | 'isNamedExports'
  | 'isNamedImports'
  | 'isObjectBindingPattern'
  | 'isOmittedExpression'
  | 'isStringLiteralLike'
  | 'isVariableStatement'
  | 'SyntaxKind'
>;

export interface ImportedName extends Span {
  /** As the other module exports it. */
  name: string;
}

export interface SourceImport extends Span {
  /** Undefined for an `import()` whose argument is computed. */
  specifier: string | undefined;
  names: ImportedName[];
}

export interface SourceExports {
  values: Set<string>;
  types: Set<string>;
  /** Specifiers of `export * from`. */
  stars: string[];
}

/** Imports and re-exports that run, static and dynamic, in the order they are written. */
export function importsOf(syntax: Syntax, source: ts.SourceFile): SourceImport[] {
  const found: SourceImport[] = [];
  const add = (literal: ts.Expression, names: ImportedName[]): void => {
    const specifier = syntax.isStringLiteralLike(literal) ? literal.text : undefined;
    found.push({ ...spanOf(literal, source), specifier, names });
  };
  const visit = (node: ts.Node): void => {
    if (syntax.isImportDeclaration(node)) {
      if (node.importClause?.phaseModifier !== syntax.SyntaxKind.TypeKeyword)
        add(node.moduleSpecifier, importedNames(syntax, node, source));
      return;
    }
    if (syntax.isExportDeclaration(node)) {
      if (!node.isTypeOnly && node.moduleSpecifier)
        add(node.moduleSpecifier, reexportedNames(syntax, node, source));
      return;
    }
    if (syntax.isCallExpression(node) && node.expression.kind === syntax.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument) add(argument, []);
    }
    syntax.forEachChild(node, visit);
  };
  syntax.forEachChild(source, visit);
  return found;
}

function importedNames(syntax: Syntax, node: ts.ImportDeclaration, source: ts.SourceFile): ImportedName[] {
  const names: ImportedName[] = [];
  const clause = node.importClause;
  if (clause?.name) names.push({ name: 'default', ...spanOf(clause.name, source) });
  if (clause?.namedBindings && syntax.isNamedImports(clause.namedBindings)) {
    for (const each of clause.namedBindings.elements) {
      const exported = each.propertyName ?? each.name;
      if (!each.isTypeOnly) names.push({ name: exported.text, ...spanOf(exported, source) });
    }
  }
  return names;
}

function reexportedNames(syntax: Syntax, node: ts.ExportDeclaration, source: ts.SourceFile): ImportedName[] {
  if (!node.exportClause || !syntax.isNamedExports(node.exportClause)) return [];
  return node.exportClause.elements
    .filter((each) => !each.isTypeOnly)
    .map((each) => {
      const exported = each.propertyName ?? each.name;
      return { name: exported.text, ...spanOf(exported, source) };
    });
}

/** The names a file exports. */
export function exportsOf(syntax: Syntax, source: ts.SourceFile): SourceExports {
  const exports: SourceExports = { values: new Set(), types: new Set(), stars: [] };
  for (const statement of source.statements) {
    if (syntax.isExportAssignment(statement)) exports.values.add('default');
    else if (syntax.isExportDeclaration(statement)) addExportDeclaration(syntax, statement, exports);
    else addDeclaration(syntax, statement, exports);
  }
  return exports;
}

function addExportDeclaration(syntax: Syntax, node: ts.ExportDeclaration, exports: SourceExports): void {
  const clause = node.exportClause;
  if (clause === undefined) {
    const literal = node.moduleSpecifier;
    if (!node.isTypeOnly && literal && syntax.isStringLiteralLike(literal)) exports.stars.push(literal.text);
  } else if (syntax.isNamedExports(clause)) {
    for (const each of clause.elements)
      (node.isTypeOnly || each.isTypeOnly ? exports.types : exports.values).add(each.name.text);
  } else (node.isTypeOnly ? exports.types : exports.values).add(clause.name.text);
}

function addDeclaration(syntax: Syntax, statement: ts.Statement, exports: SourceExports): void {
  const { SyntaxKind } = syntax;
  const modifiers = ('modifiers' in statement ? statement.modifiers : undefined) as
    | ts.NodeArray<ts.ModifierLike>
    | undefined;
  const has = (kind: ts.SyntaxKind) => modifiers?.some((each) => each.kind === kind) ?? false;
  if (!has(SyntaxKind.ExportKeyword)) return;
  const isType =
    has(SyntaxKind.DeclareKeyword) ||
    statement.kind === SyntaxKind.InterfaceDeclaration ||
    statement.kind === SyntaxKind.TypeAliasDeclaration;
  const names = isType ? exports.types : exports.values;
  if (has(SyntaxKind.DefaultKeyword)) names.add('default');
  else if (syntax.isVariableStatement(statement))
    for (const each of statement.declarationList.declarations) addBinding(syntax, each.name, names);
  else {
    const name = ('name' in statement ? statement.name : undefined) as ts.Node | undefined;
    if (name && syntax.isIdentifier(name)) names.add(name.text);
  }
}

function addBinding(syntax: Syntax, name: ts.BindingName, names: Set<string>): void {
  if (syntax.isIdentifier(name)) names.add(name.text);
  else
    for (const element of name.elements)
      if (!syntax.isOmittedExpression(element)) addBinding(syntax, element.name, names);
}

function spanOf(node: ts.Node, source: ts.SourceFile): Span {
  const start = node.getStart(source);
  return { start, length: node.end - start };
}
