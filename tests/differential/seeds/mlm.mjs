// SPDX-License-Identifier: Apache-2.0
import { asset, collection, definition, item, link } from './document.mjs';

const kExtensions = 'https://stac-extensions.github.io';
const kTasks = ['classification', 'semantic-segmentation'];
const kExpression = { format: 'python', expression: 'ours.prepare:scale' };
const kScaling = [
  { type: 'min-max', minimum: 0, maximum: 10000 },
  { type: 'z-score', mean: 1.5, stddev: 0.25 },
  { type: 'clip', minimum: 0, maximum: 1 },
  { type: 'clip-min', minimum: 0 },
  { type: 'clip-max', maximum: 1, minimum: 'any' },
  { type: 'offset', value: 10 },
  { type: 'scale', value: 10000 },
  { type: 'processing', ...kExpression },
];

/** Which of the grown parts a version has. */
function parts(version) {
  const minor = Number(version.split('.')[1]);
  return { objects: minor >= 2, checked_bands: minor >= 3, scaling: minor >= 4, variables: minor >= 5, description: minor >= 1 };
}

function structure(dimension, data_type = 'float32') {
  return { shape: [-1, 2, 64, 64], dim_order: ['batch', dimension, 'height', 'width'], data_type };
}

function legacy_norm() {
  return {
    norm_by_channel: true,
    norm_type: 'z-score',
    norm_clip: [3000, 1.5],
    statistics: [{ mean: 1, stddev: 2, minimum: 0, maximum: 9, valid_percent: 99 }, { mean: 0 }],
  };
}

function rich_input(has, bands) {
  const banded = bands.length > 0;
  return {
    name: 'scene',
    bands,
    input: structure(banded && has.variables ? 'bands' : 'channel'),
    ...(has.description ? { description: 'A scene.' } : {}),
    ...(has.scaling ? { value_scaling: kScaling } : legacy_norm()),
    resize_type: 'interpolation-linear',
    pre_processing_function: has.variables ? [kExpression, { ...kExpression, description: 'd' }, null] : kExpression,
  };
}

function rich_output(has) {
  return {
    name: 'mask',
    tasks: kTasks,
    result: structure('class', 'uint8'),
    ...(has.description ? { description: 'A mask.' } : {}),
    'classification:classes': [
      { value: 0, name: 'land', description: 'Land.', color_hint: '00ff00' },
      { value: 1, description: 'Water.', title: 'Water', nodata: false },
    ],
    post_processing_function: { format: 'uri', expression: { href: 'https://example.com/after.py' } },
  };
}

function needed(inputs, outputs) {
  return {
    'mlm:name': 'Small model-1',
    'mlm:architecture': 'U-Net',
    'mlm:tasks': kTasks,
    'mlm:input': inputs,
    'mlm:output': outputs,
  };
}

const kOptional = {
  'mlm:framework': 'PyTorch',
  'mlm:framework_version': '2.4.1-rc.1+cu121',
  'mlm:memory_size': 1024,
  'mlm:total_parameters': 7,
  'mlm:pretrained': true,
  'mlm:pretrained_source': 'EuroSAT',
  'mlm:batch_size_suggestion': 16,
  'mlm:accelerator': 'cuda',
  'mlm:accelerator_constrained': false,
  'mlm:accelerator_summary': 'one card',
  'mlm:accelerator_count': 1,
};
const kHyper = { 'mlm:hyperparameters': { 'learning_rate': 0.001, 'a.b-1': { nested: [1] } } };

function model(has, members = {}) {
  const typed = has.scaling ? { 'mlm:artifact_type': 'torch.save' } : {};
  return asset({ href: 'https://example.com/m.pt', roles: ['mlm:model', 'mlm:weights'], ...typed, ...members });
}

/** Band lists; the objects came with 1.2.0. */
function band_lists(has) {
  return has.objects ? [['red', { name: 'ndvi', ...kExpression }], [{ name: 'red' }, 'nir']] : [['red', 'nir']];
}

/** The same bands described in each way that a version accepts. */
function banded_items(has, uri) {
  const eo = `${kExtensions}/eo/v1.1.0/schema.json`;
  const raster = `${kExtensions}/raster/v1.1.0/schema.json`;
  const names = [{ name: 'red' }, { name: 'nir' }];
  const of = (extensions, bands, properties, assets, members) =>
    item([uri, ...extensions], { properties: { ...needed([rich_input(has, bands)], [rich_output(has)]), ...properties }, assets, ...members });
  return band_lists(has).flatMap((bands) => [
    of([eo], bands, { 'eo:bands': names }, { model: model(has, { 'eo:bands': names }) }),
    of([eo], bands, {}, { model: model(has, { 'eo:bands': names }), ...side_assets(has) }),
    of([raster], bands, {}, { model: model(has, { 'raster:bands': names }), ...side_assets(has) }),
    of([], bands, { bands: names }, { model: model(has, { bands: names }) }, { stac_version: '1.1.0' }),
  ]);
}

/** Before 1.2.0 every asset had to be a model. */
function side_assets(has) {
  if (!has.objects) return {};
  const code = has.variables ? { 'mlm:entrypoint': 'ours.run:main' } : {};
  return {
    code: asset({ roles: ['mlm:source_code', 'code'], type: 'text/x-python', ...code }),
    thumbnail: asset({ roles: ['thumbnail'] }),
  };
}

function variable_items(has, uri) {
  if (!has.variables) return [];
  const cube = {
    'cube:dimensions': { t: { type: 'temporal', extent: [null, null] } },
    'cube:variables': { t2m: { dimensions: ['t'] }, rain: { dimensions: ['t'], unit: 'mm' } },
  };
  const list = ['t2m', { name: 'sum', ...kExpression }];
  const input = { name: 'climate', variables: list, input: structure('variables') };
  const output = { name: 'out', tasks: ['downscaling'], variables: list, result: structure('variables') };
  const both = { ...output, bands: ['red'], result: { shape: [1, 2, 3], dim_order: ['bands', 'variables', 'x_y-z'], data_type: 'other' } };
  const extensions = [uri, `${kExtensions}/datacube/v2.3.0/schema.json`];
  const eo = `${kExtensions}/eo/v1.1.0/schema.json`;
  return [
    item(extensions, { properties: { ...needed([input], []), ...cube }, assets: { model: model(has) } }),
    item(extensions, { properties: needed([], [output]), assets: { model: model(has, cube), ...side_assets(has) } }),
    item([...extensions, eo], { properties: { ...needed([input], [both]), ...cube }, assets: { model: model(has, { 'eo:bands': [{ name: 'red' }] }) } }),
  ];
}

function collections(has, uri) {
  const compiled = has.scaling ? { 'mlm:compile_method': 'jit', 'mlm:artifact_type': 'torch.jit.save' } : {};
  const fields = { ...kOptional, ...compiled, 'mlm:tasks': kTasks, 'mlm:architecture': 'GAN' };
  const code = has.variables ? { 'mlm:entrypoint': 'run.py' } : {};
  const named = has.scaling ? {} : { 'mlm:name': 'Asset model', ...kHyper };
  return [
    collection([uri]),
    collection([uri], { assets: { a: asset({ ...fields, ...named, ...code }), b: asset() }, 'mlm:anything': 1 }),
    collection([uri], { item_assets: { a: definition(fields), b: definition(named) }, links: [link('about', { 'mlm:name': 3 })] }),
    collection([uri], { summaries: { 'mlm:memory_size': { minimum: 1, maximum: 9 }, 'eo:cloud_cover': { 'mlm:accelerator_count': 2 } } }),
    collection([uri], { summaries: { all: needed([], []), 'mlm:tasks': { type: 'array', items: { enum: kTasks } } } }),
  ];
}

export function seeds(version, uri) {
  const has = parts(version);
  const plain = needed([rich_input(has, [])], [rich_output(has)]);
  const { bands, ...unbanded } = rich_input(has, []);
  const poor_output = { name: 'o', tasks: [], result: structure('class'), 'classification:classes': [], post_processing_function: null };
  const poor = { name: 'i', bands: [], input: structure('t'), resize_type: null, pre_processing_function: null };
  const found = [
    item([uri], { properties: needed([], []), assets: { model: model(has) } }),
    item([uri], { properties: { ...plain, ...kOptional, ...kHyper }, assets: { model: model(has, kOptional), ...side_assets(has) } }),
    item([uri], { properties: needed([poor, rich_input(has, [])], [poor_output, rich_output(has)]), assets: { model: model(has) } }),
    item([uri], { properties: { ...plain, 'mlm:accelerator': null, 'mlm:pretrained_source': null, 'mlm:framework': 'ours 2' }, assets: { model: model(has) } }),
    ...banded_items(has, uri),
    ...variable_items(has, uri),
    ...collections(has, uri),
  ];
  if (has.scaling) {
    const scaled = { ...rich_input(has, []), value_scaling: null };
    const methods = { 'mlm:compile_method': 'aot' };
    found.push(item([uri], { properties: needed([scaled], []), assets: { model: model(has, methods), ...side_assets(has) } }));
  } else {
    const normed = { ...poor, norm_type: null };
    const shared = { 'mlm:name': 'Asset model', ...kHyper, 'mlm:unknown': 1 };
    found.push(item([uri], { properties: { ...needed([normed], []), 'mlm:unknown': [] }, assets: { model: model(has, shared) } }));
  }
  if (has.variables) found.push(item([uri], { properties: needed([unbanded], [poor_output]), assets: { model: model(has) } }));
  return found;
}
