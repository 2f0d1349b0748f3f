// SPDX-License-Identifier: Apache-2.0
// Small STAC documents, valid by core; the last arguments' members are added or replace those here.

/** `properties` get a datetime; the rest of `members` goes to the root. */
export function item(extensions, { properties, ...members } = {}) {
  return {
    type: 'Feature',
    stac_version: '1.0.0',
    stac_extensions: extensions,
    id: 'small',
    geometry: { type: 'Point', coordinates: [7.5, 46.2] },
    bbox: [7.5, 46.2, 7.5, 46.2],
    properties: { datetime: '2021-06-01T10:00:00Z', ...properties },
    links: [],
    assets: {},
    ...members,
  };
}

export function collection(extensions, members = {}) {
  return {
    type: 'Collection',
    stac_version: '1.0.0',
    stac_extensions: extensions,
    id: 'small',
    description: 'A small one.',
    license: 'CC-BY-4.0',
    extent: {
      spatial: { bbox: [[5, 45, 11, 48]] },
      temporal: { interval: [['2020-01-01T00:00:00Z', null]] },
    },
    links: [],
    ...members,
  };
}

export function catalog(extensions, members = {}) {
  return {
    type: 'Catalog',
    stac_version: '1.0.0',
    stac_extensions: extensions,
    id: 'small',
    description: 'A small one.',
    links: [],
    ...members,
  };
}

export function asset(members = {}) {
  return { href: 'https://example.com/data.tif', ...members };
}

/** An asset definition of a Collection: no href, at least two members. */
export function definition(members = {}) {
  return { title: 'Data', type: 'image/tiff', ...members };
}

export function link(rel, members = {}) {
  return { rel, href: 'https://example.com/other.json', ...members };
}

/** The major number of a version. */
export function major(version) {
  return Number.parseInt(version, 10);
}
