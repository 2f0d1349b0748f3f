// SPDX-License-Identifier: Apache-2.0
// The valid documents that mutations start from.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { seeds_of } from './seeds/index.mjs';
import { clone } from './text.mjs';

const kExamples = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'examples');

function read_json(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The corpus documents that are JSON: {file, document}. */
export function corpus(shared) {
  const folder = path.join(shared, 'corpus');
  return read_json(path.join(folder, 'index.json')).flatMap(({ file }) => {
    const document = read_json(path.join(folder, file));
    return document ? [{ file, document }] : [];
  });
}

/** The acceptance cases: {id, document, valid}, valid as the schema of MLM 1.5.2 says. */
export function cases(shared) {
  const { bases, cases: all } = read_json(path.join(shared, 'spec', 'cases.json'));
  return all.map((each) => {
    const document = clone(bases[each.base]);
    for (const operation of each.ops) apply(document, operation);
    return { id: each.id, document, valid: each.mlm_schema_valid };
  });
}

function apply(document, { op, path: pointer, value }) {
  const steps = pointer.split('/').slice(1).map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'));
  const last = steps.pop();
  const holder = steps.reduce((parent, step) => parent[step], document);
  if (op === 'remove' && Array.isArray(holder)) holder.splice(Number(last), 1);
  else if (op === 'remove') delete holder[last];
  else if (last === '-' && Array.isArray(holder)) holder.push(clone(value));
  else holder[last] = clone(value);
}

function examples() {
  if (!fs.existsSync(kExamples)) return [];
  return fs.readdirSync(kExamples, { recursive: true })
    .filter((file) => file.endsWith('.json'))
    .map((file) => read_json(path.join(kExamples, file)))
    .filter((document) => document?.stac_version);
}

/** `document` with each MLM URI replaced by `uri`. */
function with_mlm(document, uri) {
  const copy = clone(document);
  const other = (entry) => (typeof entry === 'string' && /\/mlm(-extension)?\/v[^/]*\/schema\.json$/.test(entry) ? uri : entry);
  if (Array.isArray(copy.stac_extensions)) copy.stac_extensions = [...new Set(copy.stac_extensions.map(other))];
  return copy;
}

/** What the schema of `target` accepts: {own} seeds, and {found} acceptance, corpus and example documents. */
export function valid_documents(schemas, shared, target) {
  const url = schemas.url_of(target);
  const uri = schemas.required_uri(url);
  const mlm = target.startsWith('mlm');
  const own = seeds_of(target, uri);
  const accepted = cases(shared).filter(({ valid }) => valid);
  const found = [...[...accepted, ...corpus(shared)].map(({ document }) => document), ...examples()]
    .map((document) => (mlm ? with_mlm(document, uri) : document))
    .filter((document) => uri === null || document.stac_extensions?.includes(uri))
    .filter((document) => schemas.verdict(url, document));
  return { own, found };
}
