/** The titles of tests, as they stand in the source. */
import { parseSync, Visitor, type ESTree } from 'rolldown/utils';

const namers = new Set(['describe', 'it', 'test']);

/** Every title of a test or a group of tests in a file. Parts of a template that are computed are left out. */
export function titlesIn(file: string, text: string): readonly string[] {
  const titles: string[] = [];
  new Visitor({
    CallExpression: ({ callee, arguments: [title] }) => {
      if (!namers.has(rootOf(callee))) return;
      if (title?.type === 'Literal' && typeof title.value === 'string') titles.push(title.value);
      if (title?.type === 'TemplateLiteral') titles.push(title.quasis.map(({ value }) => value.raw).join(' '));
    },
  }).visit(parseSync(file, text).program);
  return titles;
}

/** `it` of `it.each(rows)`. */
function rootOf(callee: ESTree.Expression): string {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'MemberExpression') return rootOf(callee.object);
  return callee.type === 'CallExpression' ? rootOf(callee.callee) : '';
}
