// SPDX-License-Identifier: Apache-2.0
import { asset, collection, definition, item, link } from './document.mjs';

export function seeds(version, uri) {
  const split = { 'ml-aoi:split': 'train' };
  const found = [
    item([uri], { properties: split, assets: { a: asset({ 'ml-aoi:split': 'test' }) } }),
    item([uri], { links: [link('derived_from', { 'ml-aoi:split': 'other' })], assets: { a: asset({ 'ml-aoi:split': 'validate' }) } }),
  ];
  if (version === '0.1.0') return found;
  const all = { ...split, 'ml-aoi:role': 'feature', 'ml-aoi:reference-grid': true, 'ml-aoi:resampling-method': 'cubcspline' };
  return [
    ...found,
    item([uri], { properties: all, assets: { a: asset({ ...all, 'ml-aoi:role': 'label', 'ml-aoi:unknown': 1 }) } }),
    collection([uri], { summaries: { 'ml-aoi:split': ['train', 'test', 'validate'] }, assets: { a: asset(all) } }),
    collection([uri], { item_assets: { a: definition(all), b: definition(split) } }),
  ];
}
