// SPDX-License-Identifier: Apache-2.0
import { asset, collection, definition, item } from './document.mjs';

export function seeds(version, uri) {
  const doi = { 'sci:doi': '10.5281/zenodo.1234' };
  const citation = { 'sci:citation': 'We (2021), Snow.' };
  const publications = { 'sci:publications': [{ doi: '10.abcd/x', citation: 'c' }, { title: 'other' }] };
  const all = { ...doi, ...citation, ...publications };
  return [
    item([uri], { properties: all, assets: { a: asset(all), b: asset() } }),
    ...[doi, citation, publications].map((one) => item([uri], { properties: one })),
    item([uri], { properties: { 'sci:doi': '10.AZ09/x' } }),
    collection([uri], all),
    collection([uri], { assets: { a: asset(doi), b: asset() } }),
    collection([uri], { item_assets: { a: definition(citation), b: definition() } }),
    collection([uri], { summaries: { 'sci:doi': ['10.5281/zenodo.1234'] } }),
  ];
}
