/** Finds what lowering must not leave behind. */
import ts from 'typescript';

/** Text of each async function and of each `await` inside a function. Top-level `await` is harmless. */
export function nativeAsync(code: string): string[] {
  const source = ts.createSourceFile('emitted.js', code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const found: string[] = [];
  const visit = (node: ts.Node, inFunction: boolean): void => {
    const isAwait =
      ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined);
    if (node.kind === ts.SyntaxKind.AsyncKeyword || (isAwait && inFunction))
      found.push(node.parent.getText(source).slice(0, 80));
    ts.forEachChild(node, (child) => visit(child, inFunction || ts.isFunctionLike(node)));
  };
  visit(source, false);
  return found;
}
