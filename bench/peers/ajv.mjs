// SPDX-License-Identifier: Apache-2.0
// Ajv, compiled, with the published schemas: node ajv.mjs CORPUS [--expect N] [--shared DIR] [--modules DIR]
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const CORE = 'https://schemas.stacspec.org/v1.0.0/item-spec/json-schema/item.json';
const MLM = 'https://stac-extensions.github.io/mlm/v1.5.2/schema.json';
const META = 'http://json-schema.org/draft-07/schema';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    expect: { type: 'string' },
    shared: { type: 'string', default: '../shared' },
    modules: { type: 'string', default: import.meta.dirname ?? '.' },
  },
});

function ajvModule() {
  try {
    const require = createRequire(join(resolve(values.modules), 'here.js'));
    return { Ajv: require('ajv').default, version: require('ajv/package.json').version };
  } catch (error) {
    console.log(`not measured: ${error.message.split('\n')[0]}`);
    process.exit(0);
  }
}

// The schema of a URL with absolute references; `$id` is not trusted, some are mangled.
function load(url) {
  const { host, pathname } = new URL(url);
  const path = join(values.shared, 'schemas', host, pathname);
  if (!existsSync(path)) throw new Error(`no schema for ${url} under ${values.shared}`);
  const schema = JSON.parse(readFileSync(path, 'utf8'));
  delete schema.$id;
  return schema;
}

function references(node, base, found) {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.$ref === 'string') found.add(new URL(node.$ref, base).href.split('#')[0]);
  for (const child of Object.values(node)) references(child, base, found);
}

// Adds a schema and everything that it refers to.
function add(ajv, url) {
  if (url === META || ajv.getSchema(url)) return;
  if (new URL(url).host === 'proj.org') {
    ajv.addSchema({}, url); // PROJJSON is left out of every side run
    return;
  }
  const schema = load(url);
  const found = new Set();
  references(schema, url, found);
  found.delete(url);
  for (const other of found) addOnce(ajv, other);
  ajv.addSchema(schema, url);
}

const added = new Set();
function addOnce(ajv, url) {
  if (added.has(url)) return;
  added.add(url);
  add(ajv, url);
}

const { Ajv, version } = ajvModule();
const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
const compiled = new Map();
function validator(url) {
  let found = compiled.get(url);
  if (found === undefined) {
    addOnce(ajv, url);
    found = ajv.getSchema(url);
    compiled.set(url, found);
  }
  return found;
}

function full(line) {
  const document = JSON.parse(line);
  if (!validator(CORE)(document)) return false;
  for (const url of document.stac_extensions) if (!validator(url)(document)) return false;
  return true;
}

function mlmOnly(line) {
  return validator(MLM)(JSON.parse(line));
}

function measure(what, documents, check) {
  let best = Infinity;
  let valid = 0;
  for (let round = 0; round < 4; ++round) { // the first round warms the compiler
    const start = process.hrtime.bigint();
    valid = 0;
    for (const line of documents) if (check(line)) ++valid;
    best = Math.min(best, Number(process.hrtime.bigint() - start));
  }
  const us = Math.round(best / documents.length / 10) / 100;
  console.log(JSON.stringify({ peer: 'ajv', version, documents: documents.length, valid, us_per_document: us, what }));
  const expected = values.expect === undefined ? documents.length : Number(values.expect);
  if (valid !== expected) {
    console.error(`ajv: ${valid} valid documents, expected ${expected}`);
    process.exitCode = 1;
  }
}

if (positionals.length !== 1) {
  console.error('usage: node ajv.mjs CORPUS [--expect N] [--shared DIR] [--modules DIR]');
  process.exit(2);
}
const documents = readFileSync(positionals[0], 'utf8').split('\n').filter((line) => line !== '');
measure('JSON.parse, core and every listed extension', documents, full);
measure('JSON.parse, MLM only', documents, mlmOnly);
