// SPDX-License-Identifier: Apache-2.0
import { asset, collection, definition, item, major } from './document.mjs';

const kHistogram = { count: 3, min: 0, max: 9.5, buckets: [1, 0, 7] };

function seeds_1(version, uri) {
  const full = {
    data_type: 'uint16', unit: 'm', bits_per_sample: 12, sampling: 'area', nodata: 0, scale: 0.1, offset: -1.5,
    spatial_resolution: 10,
    statistics: { mean: 1, minimum: 0, maximum: 9, stddev: 0.5, valid_percent: 99.5 },
    histogram: kHistogram,
  };
  const bands = [full, { name: 'b', sampling: 'point', nodata: version === '1.0.0' ? -1 : 'nan' }, { statistics: { mean: 0 } }];
  const banded = { 'raster:bands': bands };
  return [
    item([uri], { assets: { a: asset(banded), b: asset() } }),
    item([uri], { assets: { a: asset({ 'raster:bands': [full] }) }, properties: { 'raster:other': 1 } }),
    item([uri]),
    collection([uri], { assets: { a: asset(banded) }, item_assets: { a: definition(banded) } }),
    collection(['https://example.com/v1.0.0/schema.json'], { assets: { a: asset(banded) } }),
  ];
}

function seeds_2(version, uri) {
  const fields = {
    'raster:bits_per_sample': 12,
    'raster:sampling': 'point',
    'raster:scale': 0.1,
    'raster:offset': -1.5,
    'raster:spatial_resolution': 10,
    'raster:histogram': kHistogram,
  };
  const bands = [{ name: 'a', ...fields }, { 'raster:sampling': 'area' }, {}];
  const ranges = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, [value]]));
  const of = (members) => item([uri], { stac_version: '1.1.0', ...members });
  const collection_of = (members) => collection([uri], { stac_version: '1.1.0', ...members });
  const found = [
    of({ properties: fields, assets: { a: asset() } }),
    of({ properties: { bands }, assets: { a: asset({ bands: [{ name: 'a' }] }) } }),
    of({ assets: { a: asset(fields), b: asset() } }),
    of({ assets: { a: asset({ bands }), b: asset({ 'raster:scale': 3 }) } }),
    collection_of({ assets: { a: asset({ bands, ...fields }), b: asset() } }),
    collection_of({ item_assets: { a: definition({ bands }), b: definition(fields), c: definition() } }),
    collection_of({ summaries: ranges }),
    collection_of({ summaries: { bands, 'raster:scale': { minimum: 0, maximum: 50 } } }),
  ];
  // The bands of the Collection itself count since 2.0.0.
  if (version === '2.0.0') found.push(collection_of({ bands }));
  return found;
}

export function seeds(version, uri) {
  return major(version) === 1 ? seeds_1(version, uri) : seeds_2(version, uri);
}
