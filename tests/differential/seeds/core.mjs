// SPDX-License-Identifier: Apache-2.0
import { asset, catalog, collection, definition, item, link } from './document.mjs';

const kRing = [[0, 0], [4, 0], [4, 3], [0, 3], [0, 0]];
const kHole = [[1, 1], [1, 2], [2, 2], [1, 1]];
const kSimple = [
  { type: 'Point', coordinates: [1, 2] },
  { type: 'Point', coordinates: [1, 2, 300.5] },
  { type: 'LineString', coordinates: [[1, 2], [3, 4, 5]] },
  { type: 'Polygon', coordinates: [kRing, kHole] },
  { type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] },
  { type: 'MultiLineString', coordinates: [[[1, 2], [3, 4]], [[5, 6], [7, 8]]] },
  { type: 'MultiPolygon', coordinates: [[kRing], [kRing, kHole]] },
];
const kProviders = [
  { name: 'Alpine Lab', description: 'It measures.', roles: ['producer', 'licensor', 'processor', 'host'], url: 'https://example.com' },
  { name: 'Other' },
];
const kCommon = {
  title: 'Small',
  description: 'One of ours.',
  created: '2021-06-02T10:00:00Z',
  updated: '2021-06-03T10:00:00.5+00:00',
  platform: 'hill-1',
  instruments: ['lens', 'mirror'],
  constellation: 'hills',
  mission: 'look',
  gsd: 0.5,
  license: 'Apache-2.0',
  providers: kProviders,
};
const kRange = { start_datetime: '2021-01-01T00:00:00Z', end_datetime: '2021-12-31T23:59:59Z' };
const kSummaries = {
  gsd: { minimum: 10, maximum: 60 },
  when: { minimum: '2020', maximum: '2021' },
  platform: ['hill-1', 'hill-2'],
  shape: {
    type: 'object', required: ['a'], properties: { a: { type: ['integer', 'null'], minimum: 0, multipleOf: 2 } },
    patternProperties: { '^x': true }, additionalProperties: { $ref: '#/definitions/b' }, definitions: { b: { enum: [1, 2] } },
    dependencies: { a: ['c'], c: { minProperties: 2 } }, propertyNames: { maxLength: 4 },
  },
  list: {
    type: 'array', items: [{ const: 1 }, false], additionalItems: { not: { type: 'string', pattern: '^a', minLength: 1 } },
    contains: { format: 'date' }, uniqueItems: true, minItems: 1, maxItems: 4, default: [], examples: [[1]],
  },
  either: {
    $id: 'https://example.com/s', $schema: 'http://json-schema.org/draft-07/schema#', $comment: 'c', title: 't', description: 'd',
    if: { exclusiveMinimum: 1 }, then: { exclusiveMaximum: 9 }, else: true, readOnly: true,
    anyOf: [{ maximum: 3 }], oneOf: [true], allOf: [{ maxProperties: 3 }], contentMediaType: 'text/plain', contentEncoding: 'base64',
  },
};

/** Data values and bands came into core with 1.1.0. */
function values(version) {
  if (version === '1.0.0') return {};
  return {
    keywords: ['snow', 'ice'],
    data_type: 'uint16',
    nodata: 'nan',
    unit: 'm',
    statistics: { minimum: 0, maximum: 9.5, mean: 4, stddev: 1.5, count: 12, valid_percent: 99.5 },
  };
}

function bands(version) {
  if (version === '1.0.0') return {};
  return { bands: [{ name: 'red', ...values(version), nodata: -9999, gsd: 10 }, { description: 'no name' }] };
}

function links(version) {
  const plain = [
    link('self', { type: 'application/json', title: 'Itself' }),
    link('root'),
    link('license', { title: 'License' }),
  ];
  if (version === '1.0.0') return plain;
  const request = { method: 'POST', headers: { accept: 'text/plain', 'x-list': ['a', 'b'] }, body: { q: 1 } };
  return [...plain, link('search', request), link('data', { ...kCommon, ...kRange, datetime: null, ...bands(version) })];
}

function items(version) {
  const of = (members) => item([], { stac_version: version, ...members });
  const many = { type: 'GeometryCollection', geometries: kSimple, bbox: [0, 0, 9, 9] };
  const full_asset = asset({ ...kCommon, ...kRange, type: 'image/tiff', roles: ['data', 'visual'], ...values(version), ...bands(version) });
  const member = { collection: 'all', links: [link('collection')] };
  const { stac_extensions, ...undeclared } = of({});
  const { bbox, ...unlocated } = of({ geometry: null });
  const found = [
    undeclared,
    unlocated,
    ...kSimple.map((geometry) => of({ geometry: { ...geometry, bbox: [0, 0, 0, 9, 9, 9] }, bbox: [0, 0, 0, 9, 9, 9], ...member })),
    of({ properties: { ...kCommon, ...kRange, datetime: null, ...values(version), roles: ['x'] }, links: links(version) }),
    of({ properties: { ...kRange }, assets: { a: full_asset, b: asset({ datetime: null }), c: asset({ title: 'C' }) } }),
    of({ collection: 'all', links: [link('collection'), ...links(version)], stac_extensions: ['https://example.com/v1.0.0/schema.json'] }),
  ];
  if (version !== '1.0.0') {
    found.push(of({ properties: bands(version), assets: { a: asset(bands(version)), b: asset() } }));
  }
  // The core schema refuses a GeometryCollection; here it is something to copy from.
  found.push(of({ 'x:geometry': many }));
  return found;
}

function collections(version) {
  const of = (members) => collection([], { stac_version: version, ...members });
  const { stac_extensions, ...undeclared } = of({});
  const boxes = [[-180, -90, 180, 90], [0, 0, 0, 1, 1, 1], [5, 6, 7, 8]];
  const extent = {
    spatial: { bbox: boxes },
    temporal: { interval: [[null, null], ['2020-01-01T00:00:00Z', '2021-01-01T00:00:00+00:00']] },
  };
  const found = [
    undeclared,
    of({ title: 'Small', keywords: ['a', 'b'], providers: kProviders, license: 'proprietary', extent, links: links(version) }),
    of({ summaries: kSummaries }),
    of({ summaries: { odd: { minimum: 1 }, both: { minimum: 'a', maximum: 'b', type: 'string' } } }),
    of({ assets: { a: asset({ ...kCommon, ...values(version) }), b: asset({ roles: ['thumbnail'], datetime: null, ...kRange }) } }),
  ];
  if (version !== '1.0.0') {
    found.push(
      of({ ...kCommon, ...kRange, datetime: null, ...values(version), ...bands(version), roles: [] }),
      of({ item_assets: { a: definition({ roles: ['data'], description: 'd', ...bands(version) }), b: definition(values(version)) } }),
    );
  }
  return found;
}

function catalogs(version) {
  const of = (members) => catalog([], { stac_version: version, ...members });
  const { stac_extensions, ...undeclared } = of({});
  const found = [
    undeclared,
    of({ title: 'Small', links: [link('child', { title: 'Child' }), link('item'), ...links(version)] }),
    of({ stac_extensions: ['https://example.com/v1.0.0/schema.json'], 'x:other': { a: [] } }),
  ];
  if (version !== '1.0.0') found.push(of({ ...kCommon, ...kRange, ...values(version), ...bands(version), datetime: null }));
  return found;
}

export const item_seeds = (version) => items(version);
export const collection_seeds = (version) => collections(version);
export const catalog_seeds = (version) => catalogs(version);
