// SPDX-License-Identifier: Apache-2.0
import { asset, collection, definition, item, major } from './document.mjs';

function seeds_1(version, uri) {
  const newer = version === '1.1.0';
  const bands = [
    { name: 'B01', common_name: 'coastal', center_wavelength: 0.44, full_width_half_max: 0.02 },
    newer ? { name: 'B02', description: 'blue light', solar_illumination: 1900.5 } : { description: '' },
    { common_name: 'lwir12', 'x:other': [] },
  ];
  const cover = newer ? { 'eo:cloud_cover': 12.5, 'eo:snow_cover': 100 } : { 'eo:cloud_cover': 0 };
  return [
    item([uri], { properties: cover, assets: { a: asset({ 'eo:bands': bands }), b: asset() } }),
    item([uri], { properties: { 'eo:bands': bands, ...cover }, assets: { a: asset({ 'eo:bands': [{ name: 'B01' }], ...cover }) } }),
    item([uri], { assets: {} }),
    collection([uri], { assets: { a: asset({ 'eo:bands': bands, ...cover }) } }),
    collection([uri], { item_assets: { a: definition({ 'eo:bands': bands }), b: definition(cover) }, summaries: { 'eo:bands': bands } }),
  ];
}

function seeds_2(uri) {
  const fields = {
    'eo:cloud_cover': 12.5,
    'eo:snow_cover': 0,
    'eo:common_name': 'rededge071',
    'eo:center_wavelength': 0.7,
    'eo:full_width_half_max': 0.02,
    'eo:solar_illumination': 0,
  };
  const bands = [{ name: 'B05', ...fields }, { 'eo:common_name': 'green05' }, {}];
  const ranges = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, [value]]));
  const of = (members) => item([uri], { stac_version: '1.1.0', ...members });
  const collection_of = (members) => collection([uri], { stac_version: '1.1.0', ...members });
  return [
    of({ properties: fields, assets: { a: asset() } }),
    of({ properties: { bands }, assets: { a: asset({ bands: [{ name: 'B05' }] }) } }),
    of({ assets: { a: asset(fields), b: asset() } }),
    of({ assets: { a: asset({ bands }), b: asset({ 'eo:cloud_cover': 3 }) } }),
    collection_of({ assets: { a: asset({ bands, ...fields }), b: asset() } }),
    collection_of({ item_assets: { a: definition({ bands }), b: definition(fields), c: definition() } }),
    collection_of({ summaries: ranges }),
    collection_of({ summaries: { bands, 'eo:cloud_cover': { minimum: 0, maximum: 50 } } }),
  ];
}

export function seeds(version, uri) {
  return major(version) === 1 ? seeds_1(version, uri) : seeds_2(uri);
}
