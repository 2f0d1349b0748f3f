// SPDX-License-Identifier: Apache-2.0
import { catalog, collection, item, link } from './document.mjs';

export function seeds(version, uri) {
  const links = [
    link('example', { type: 'text/x-python', title: 'Use', 'example:container': true, 'example:language': 'Python' }),
    link('example', { 'example:language': 'r\nX' }),
    link('root'),
  ];
  return [
    item([uri], { links }),
    item([uri], { links: [link('example')] }),
    item([uri], { links: [link('example', { 'example:language': 'C' })] }),
    item([uri], { links: [link('example', { 'example:language': 'c'.repeat(100) })] }),
    collection([uri], { links }),
    catalog([uri], { links: links.slice(0, 2) }),
  ];
}
