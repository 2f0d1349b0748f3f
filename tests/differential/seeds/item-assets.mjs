// SPDX-License-Identifier: Apache-2.0
import { collection, definition } from './document.mjs';

export function seeds(version, uri) {
  return [
    collection([uri], { item_assets: {} }),
    collection([uri], { item_assets: { a: definition({ description: 'd', roles: ['data', 'data'] }), b: { 'x:a': 1, 'x:b': null } } }),
    collection([uri], { item_assets: { a: definition(), b: { roles: [], title: '' } } }),
  ];
}
