// SPDX-License-Identifier: Apache-2.0
import { asset, collection, definition, item } from './document.mjs';

export function seeds(version, uri) {
  const code = {
    ...(version === '2.0.0' ? {} : { 'proj:epsg': 32632 }),
    ...(version === '1.2.0' || version === '2.0.0' ? { 'proj:code': 'EPSG:32632' } : {}),
  };
  const unknown = Object.fromEntries(Object.keys(code).map((key) => [key, null]));
  const all = {
    ...code,
    'proj:wkt2': 'GEOGCRS["WGS 84"]',
    'proj:projjson': { type: 'GeographicCRS', name: 'WGS 84' },
    'proj:geometry': { type: 'Polygon', coordinates: [[[0, 0], [9, 0], [9, 9], [0, 0]]] },
    'proj:bbox': [0, 0, 9, 9],
    'proj:centroid': { lat: -90, lon: 180 },
    'proj:shape': [512, 256],
    'proj:transform': [10, 0, 0, 0, -10, 0],
  };
  const other = {
    ...unknown,
    'proj:wkt2': null,
    'proj:projjson': null,
    'proj:geometry': { type: 'Point', coordinates: [1, 2] },
    'proj:bbox': [0, 0, 0, 9, 9, 9],
    'proj:centroid': { lat: 46.5, lon: 7.25 },
    'proj:transform': [10, 0, 0, 0, -10, 0, 0, 0, 1],
  };
  return [
    item([uri], { properties: all, assets: { a: asset(other), b: asset() } }),
    item([uri], { properties: other, assets: { a: asset(all) } }),
    item([uri], { properties: code }),
    collection([uri], { assets: { a: asset(all) }, item_assets: { a: definition(other) } }),
    collection([uri], { summaries: { 'proj:epsg': [32632] } }),
  ];
}
