// SPDX-License-Identifier: Apache-2.0
import { asset, collection, definition, item, major } from './document.mjs';

/** What each version takes as the reference system of a spatial dimension. */
function reference_systems(version) {
  const systems = [4326, 'GEOGCRS["WGS 84"]'];
  // Whatever object stands there is PROJJSON to the schema.
  return version === '1.0.0' || version === '2.0.0' ? [...systems, -1.5, { any: 'object' }] : [...systems, 0, {}];
}

function dimensions(version) {
  const found = {
    x: { type: 'spatial', axis: 'x', extent: [0, 10.5], description: 'east', values: [0, 5, 10.5], step: 5 },
    y: { type: 'spatial', axis: 'y', extent: [-5, 5], step: null },
    z: { type: 'spatial', axis: 'z', extent: [null, 100], values: [1, 'top'], unit: 'm', step: 1, description: 'up' },
    level: { type: 'spatial', axis: 'z', values: ['low', 'high'] },
    t: { type: 'temporal', extent: ['2020-01-01T00:00:00Z', null], values: ['2020-01-01T00:00:00Z'], step: 'P1D', description: 'when' },
    bands: { type: 'bands', values: ['red', 1], description: 'which', reference_system: 'names' },
    warmth: { type: 'temperature', extent: [null, 40], step: 0.5, unit: 'K', dimensions: ['t'] },
  };
  reference_systems(version).forEach((system, i) => {
    found[`x${i}`] = { ...found.x, reference_system: system };
    found[`z${i}`] = { ...found.z, reference_system: system };
  });
  if (version === '2.2.0' || version === '2.3.0') {
    const types = ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon', 'GeometryCollection'];
    found.fields = { type: 'geometry', bbox: [0, 0, 1, 1], axes: ['x', 'y'], values: ['POINT (0 0)'], geometry_types: types, description: 'd', reference_system: 4326 };
    found.boxes = { type: 'geometry', bbox: [0, 0, 0, 1, 1, 1], axes: ['x', 'y', 'z'] };
  }
  return found;
}

function variables(version) {
  if (major(version) < 2) return {};
  const values = version === '2.3.0' ? { nodata: 'nan', data_type: 'float32' } : {};
  return {
    'cube:variables': {
      t2m: { dimensions: ['t', 'y', 'x'], variable_type: 'data', description: 'air', extent: [200, null], unit: 'K', ...values },
      lat: { dimensions: ['y'], variable_type: 'auxiliary', values: [1, 'two', null], extent: ['a', 'b'] },
      flag: version === '2.3.0' ? { dimensions: [], nodata: -9999.5 } : { dimensions: [] },
    },
  };
}

export function seeds(version, uri) {
  const all = dimensions(version);
  const few = { x: all.x, y: all.y, t: all.t };
  const cube = { 'cube:dimensions': few, ...variables(version) };
  const found = [
    item([uri], { properties: { 'cube:dimensions': all }, assets: { a: asset() } }),
    item([uri], { properties: cube, assets: { a: asset(cube) } }),
    item([uri], { properties: { 'cube:dimensions': {} } }),
    // One at a time, so that a fault is likely to fall on what is particular to it.
    ...Object.entries(all).map(([name, one]) => item([uri], { properties: { 'cube:dimensions': { [name]: one } } })),
    collection([uri], { 'cube:dimensions': all }),
    collection([uri], { ...cube, assets: { a: asset(cube) }, item_assets: { a: definition(cube) } }),
  ];
  if (major(version) >= 2) {
    const empty = { 'cube:dimensions': {}, 'cube:variables': {} };
    found.push(
      collection([uri], { assets: { a: asset(cube), b: asset() } }),
      collection([uri], { item_assets: { a: definition(variables(version)), b: definition() } }),
      collection([uri], { summaries: { 'cube:dimensions': few, 'cube:variables': ['t2m'] } }),
      collection([uri], { summaries: { 'cube:variables': ['t2m'] } }),
      item([uri], { properties: empty }),
      collection([uri], empty),
      collection([uri], { assets: { a: asset(empty) } }),
    );
  }
  // From 2.1.0 on the dimensions may stand in an asset alone.
  if (major(version) >= 2 && version !== '2.0.0') {
    found.push(item([uri], { assets: { a: asset(cube), b: asset({ 'cube:variables': 3 }) } }));
    found.push(item([uri], { assets: { a: asset({ 'cube:dimensions': all }) } }));
  }
  return found;
}
