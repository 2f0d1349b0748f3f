// SPDX-License-Identifier: Apache-2.0
import { asset, collection, definition, item, link } from './document.mjs';

const kOverviews = [
  { property_key: 'kind', counts: [{ name: 'water', count: 12 }, {}], statistics: [{ name: 'mean', value: 0.5 }] },
  {},
];

export function seeds(version, uri) {
  const newer = version === '1.0.1';
  const vector = {
    'label:properties': ['kind', 'size'],
    'label:classes': [{ name: 'kind', classes: ['water', 'land'] }, { name: 'size', classes: [1, 2.5] }],
    'label:description': 'Water.',
    'label:type': 'vector',
    'label:tasks': ['classification', 'own'],
    'label:methods': ['manual'],
    'label:overviews': kOverviews,
  };
  // Names of one letter: the next fault may leave none.
  const small = { ...vector, 'label:properties': ['k'], 'label:classes': [{ name: 'k', classes: ['w'] }], 'label:description': 'W' };
  const raster = { 'label:properties': null, 'label:description': 'Snow.', 'label:type': 'raster' };
  // 1.0.1 wants the name null for rasters; 1.0.0 wants a text.
  const named = { ...raster, 'label:classes': [{ name: newer ? null : 'snow', classes: [0, 1] }] };
  const links = newer ? [link('source', { 'label:assets': ['a'] }), link('root')] : [link('source', { 'label:assets': 3 })];
  const found = [
    item([uri], { properties: vector, links, assets: { a: asset(vector) } }),
    item([uri], { properties: small, links: [], assets: {} }),
    item([uri], { properties: raster, assets: { a: asset(), b: asset({ 'label:tasks': [] }) } }),
    item([uri], { properties: named, assets: { a: asset(named) } }),
    collection([uri], { assets: { a: asset(vector) }, item_assets: { a: definition(raster), b: definition(named) } }),
    collection([uri], { ...raster, summaries: { 'label:type': ['raster'] } }),
  ];
  if (!newer) found.push(collection([uri], { ...vector, 'label:properties': [], 'label:description': '' }));
  return found;
}
