// SPDX-License-Identifier: Apache-2.0
import { asset, collection, definition, item } from './document.mjs';

export function seeds(version, uri) {
  const color = version === '1.0.0' ? { 'color-hint': 'A0FF00' } : { color_hint: 'a0Ff00' };
  const classes = [
    { value: 0, description: 'clear', name: 'clear', ...color },
    { value: 1, description: 'cloud' },
    { value: -2, description: '', title: 'Any', nodata: true },
  ];
  const bitfields = [
    { offset: 0, length: 1, classes: [{ value: 1, description: 'on' }] },
    { offset: 2, length: 3, classes, roles: ['cloud', 'mask'], description: 'd', name: 'mask' },
  ];
  const both = { 'classification:classes': classes, 'classification:bitfields': bitfields };
  const banded = asset({ 'raster:bands': [both, { nodata: 0 }, { 'classification:classes': classes }] });
  return [
    item([uri], { properties: both, assets: { a: asset() } }),
    item([uri], { assets: { a: asset(both), b: asset({ 'classification:bitfields': bitfields }) } }),
    item([uri], { assets: { a: banded } }),
    collection([uri], { summaries: both }),
    collection([uri], { assets: { a: asset(both), b: banded } }),
    collection([uri], { item_assets: { a: definition(both), b: definition({ 'raster:bands': [both] }) }, summaries: {} }),
  ];
}
