// SPDX-License-Identifier: Apache-2.0
import { asset, collection, definition, item } from './document.mjs';

function fields(version) {
  const found = {
    'processing:lineage': 'resampled',
    'processing:level': 'L4',
    'processing:facility': 'here',
    'processing:software': { ours: '1.2.3', '': 7 },
  };
  if (version !== '1.0.0') found['processing:expression'] = { format: 'gdal-calc', expression: 'A+B', more: 1 };
  if (version === '1.2.0') Object.assign(found, { 'processing:version': '0.1', 'processing:datetime': '2021-01-01T00:00:00Z' });
  return found;
}

export function seeds(version, uri) {
  const all = fields(version);
  const each = Object.entries(all).map(([key, value]) => ({ [key]: value }));
  const older = version === '1.0.0';
  return [
    item([uri], { properties: all, assets: { a: asset(all), b: asset() } }),
    ...each.filter((_, i) => !older || i < 4).map((one) => item([uri], { properties: one })),
    collection([uri], { providers: [{ name: 'a', roles: ['producer', 'host'], ...all }, { name: 'b' }] }),
    collection([uri], { providers: [{ name: 'a', roles: ['processor'], ...each[1] }] }),
    collection([uri], { assets: { a: asset(each[0]), b: asset() } }),
    collection([uri], { item_assets: { a: definition(each[2]), b: definition() }, summaries: { 'processing:level': ['L4'] } }),
    ...(older ? [] : [collection([uri], { summaries: { 'processing:level': ['L4'] }, providers: [{ name: 'a' }] })]),
  ];
}
