import DOMPurify from 'dompurify';
import { marked } from 'marked';
import { fileUrl } from '../../net/api';
import { address } from '../../net/line';
import { resolvePath } from './resolve';

const OUTSIDE = /^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i;

/** Markdown as DOM nodes, without anything that could act: the file may come from anywhere. */
export function render(text: string, path: string): DocumentFragment {
  const html = marked.parse(text, { async: false, gfm: true });
  const nodes = DOMPurify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    FORBID_TAGS: ['style', 'form', 'input'],
    FORBID_ATTR: ['style', 'id', 'class'],
  });
  for (const image of nodes.querySelectorAll('img')) {
    const source = image.getAttribute('src') ?? '';
    if (!OUTSIDE.test(source)) image.src = address(fileUrl(resolvePath(path, source)));
  }
  for (const link of nodes.querySelectorAll('a')) {
    const target = link.getAttribute('href') ?? '';
    if (!OUTSIDE.test(target)) link.href = address(fileUrl(resolvePath(path, target)));
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  return nodes;
}
