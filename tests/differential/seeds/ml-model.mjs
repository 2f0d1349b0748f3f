// SPDX-License-Identifier: Apache-2.0
import { asset, collection, definition, item, link } from './document.mjs';

export function seeds(version, uri) {
  const needed = {
    'ml-model:type': 'ml-model',
    'ml-model:learning_approach': 'supervised',
    'ml-model:prediction_type': 'segmentation',
    'ml-model:architecture': 'U-Net',
  };
  const all = { ...needed, 'ml-model:training-os': 'linux', 'ml-model:training-processor-type': 'gpu' };
  const runtime = asset({ type: 'text/x-yaml; application=compose', roles: ['ml-model:inference-runtime'] });
  const links = [link('ml-model:training-image', { type: 'docker-image' }), link('ml-model:train-data')];
  return [
    item([uri], { properties: needed, assets: { runtime } }),
    item([uri], { properties: all, links, assets: { runtime, a: asset({ roles: ['ml-model:checkpoint'], 'ml-model:training-processor-type': 'cpu' }) } }),
    collection([uri], { assets: { a: asset(all), b: asset() } }),
    collection([uri], { item_assets: { a: definition({ 'ml-model:architecture': 'U-Net' }), b: definition({ 'ml-model:type': 3 }) } }),
    collection([uri], { summaries: { 'ml-model:learning_approach': ['supervised'] } }),
  ];
}
