// SPDX-License-Identifier: Apache-2.0
import { asset, catalog, collection, definition, item, link } from './document.mjs';

function fields(version) {
  const values = [{ values: [1, 'a', null], summary: 'some' }, { values: [{}], summary: 'more', other: 1 }];
  const found = {
    'file:byte_order': 'little-endian',
    'file:checksum': '1220c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2',
    'file:header_size': 128,
    'file:size': 146484,
    'file:values': values,
  };
  if (version === '1.0.0') {
    Object.assign(found, { 'file:bits_per_sample': 12, 'file:data_type': 'uint16', 'file:nodata': [0, 'nan', null], 'file:unit': 'm' });
  }
  if (version === '2.1.0') found['file:local_path'] = 'scenes/a b/data.tif';
  return found;
}

export function seeds(version, uri) {
  const all = fields(version);
  const found = [
    item([uri], { assets: { a: asset(all), b: asset({ 'file:size': 0, 'file:byte_order': 'big-endian' }) } }),
    item([uri], { assets: { a: asset(version === '1.0.0' ? { 'file:nodata': [], 'file:values': [{ values: [[]], summary: '' }] } : {}) } }),
    item([uri]),
    collection([uri], { assets: { a: asset(all) }, item_assets: { a: definition(all), b: definition() } }),
    collection([uri]),
  ];
  if (version === '1.0.0') found.push(collection(['https://example.com/v1.0.0/schema.json'], { assets: { a: asset(all) } }));
  if (version === '2.1.0') {
    const links = [link('data', all), link('folder', { 'file:local_path': 'scenes/' }), link('root')];
    found.push(item([uri], { links }), collection([uri], { links }), catalog([uri], { links }), catalog([uri]));
  }
  return found;
}
