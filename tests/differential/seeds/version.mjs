// SPDX-License-Identifier: Apache-2.0
import { asset, catalog, collection, definition, item } from './document.mjs';

export function seeds(version, uri) {
  const experimental = version === '1.2.0' ? { experimental: false } : {};
  const all = { version: '3', deprecated: true, ...experimental };
  const found = [
    item([uri], { properties: all, assets: { a: asset(all), b: asset() } }),
    item([uri], { properties: { version: '' } }),
    collection([uri], all),
    collection([uri], { version: '1', assets: { a: asset(all) }, item_assets: { a: definition(all) } }),
  ];
  if (version === '1.0.0') {
    found.push(
      collection([uri], { assets: { a: asset({ deprecated: false }), b: asset() } }),
      collection([uri], { item_assets: { a: definition(all), b: definition({ version: 3 }) } }),
      collection([uri], { summaries: { version: ['1'] } }),
    );
  } else {
    found.push(item([uri]), collection([uri], { deprecated: false }), catalog([uri], all), catalog([uri]));
  }
  return found;
}
