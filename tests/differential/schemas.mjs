// SPDX-License-Identifier: Apache-2.0
// The judge: Ajv on the published schemas, each known by the URL it is retrieved from.
import fs from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';

const kExtensionHost = 'https://stac-extensions.github.io/';
const kCutHost = 'https://stac-extensions/';
const kCrimMlm = 'https://crim-ca.github.io/mlm-extension/';
const kCore = 'https://schemas.stacspec.org/';
const kMetaSchema = 'json-schema.org';
const kProjjsonHost = 'proj.org';
// Not checked: any object passes. `true` would make oneOf [projjson, null] refuse null.
const kProjjson = { type: 'object' };
const kOpenApi = 'https://example.com/openapi';

// What published means: ECMA-262 expressions without the flag u, `format` not asserted.
const kOptions = { strict: false, validateFormats: false, unicodeRegExp: false, logger: false };

const kNamesOfSchemas = new Set(['properties', 'patternProperties', 'definitions', '$defs', 'schemas', 'dependencies']);

/**
 * The same schema with `minItems: 1` beside each `contains`, which says that anyway. Ajv 8.20 keeps the verdict of the array
 * before for an empty one: `{"additionalProperties": {"contains": ...}}` goes wrong there.
 */
function with_non_empty(schema, is_schema = true) {
  if (Array.isArray(schema)) return schema.map((each) => with_non_empty(each));
  if (schema === null || typeof schema !== 'object') return schema;
  const entries = Object.entries(schema).map(([key, value]) => {
    const is_data = is_schema && ['const', 'enum', 'default', 'examples'].includes(key);
    return [key, is_data ? value : with_non_empty(value, !(is_schema && kNamesOfSchemas.has(key)))];
  });
  const copy = Object.fromEntries(entries);
  if (is_schema && Object.hasOwn(schema, 'contains')) copy.minItems = Math.max(1, schema.minItems ?? 1);
  return copy;
}

function errors_of(validator, document) {
  if (validator(document)) return [];
  return validator.errors.map((error) => `${error.instancePath || '/'} ${error.message}`);
}

/** A compiled schema as one side of a comparison. */
function judge_of(name, validator) {
  return { name, verdict: (document) => validator(document), errors: (document) => errors_of(validator, document) };
}

/** The judge that `schema`, the value of a JSON Schema file, is. The schema must conform to its own metaschema. */
export function judge_by(written, name, pointer = '') {
  const schema = with_non_empty(written);
  const ajv = schema.$schema?.includes('2020-12') || schema.openapi ? new Ajv2020(kOptions) : new Ajv(kOptions);
  if (!schema.openapi) return judge_of(name, ajv.compile(schema));
  ajv.addSchema({ $id: kOpenApi, components: schema.components });
  return judge_of(name, ajv.compile({ $ref: `${kOpenApi}#${pointer}` }));
}

function files_under(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? files_under(file) : [file];
  });
}

/** Every schema under `folder` (`<host>/<path>`) as a Map from its retrieval URL to its value. */
function read_schemas(folder) {
  const schemas = new Map();
  for (const file of files_under(folder)) {
    const name = path.relative(folder, file).split(path.sep).join('/');
    // Ajv brings the draft-07 metaschema itself; what lies beside the host folders is no schema.
    if (!name.includes('/') || name.startsWith(`${kMetaSchema}/`)) continue;
    const url = `https://${name}`;
    const projjson = name.startsWith(`${kProjjsonHost}/`);
    const schema = projjson ? { ...kProjjson } : JSON.parse(fs.readFileSync(file, 'utf8'));
    // Some `$id`s are mangled, so that relative references must resolve against the URL.
    schemas.set(url, with_non_empty({ ...schema, $id: url }));
  }
  if (schemas.size === 0) throw new Error(`no schemas in ${folder}`);
  return schemas;
}

/** `eo@1.1.0` for the URL of a schema a document can name; null for one that only others refer to. */
export function target_of(url) {
  const core = /^v(.*)\/(?:item|collection|catalog)-spec\/json-schema\/(item|collection|catalog)\.json$/;
  let match = url.startsWith(kCore) && core.exec(url.slice(kCore.length));
  if (match) return `${match[2]}@${match[1]}`;
  const extension = /^([^/]+)\/v([^/]+)\/schema\.json$/;
  match = url.startsWith(kCrimMlm) && extension.exec(`mlm/${url.slice(kCrimMlm.length)}`);
  if (match) return `mlm@${match[2]}`;
  match = url.startsWith(kExtensionHost) && extension.exec(url.slice(kExtensionHost.length));
  if (!match) return null;
  return `${is_cut(match[1], match[2]) ? 'mlm-cut' : match[1]}@${match[2]}`;
}

/** Until 1.3.0 the MLM file of the extension host is a mangled copy of the one it was released as. */
function is_cut(name, version) {
  return name === 'mlm' && /^1\.[0-3]\./.test(version);
}

export class Schemas {
  constructor(shared) {
    this.schemas = read_schemas(path.join(shared, 'schemas'));
    this.ajv = new Ajv({ ...kOptions, validateSchema: false });
    for (const schema of this.schemas.values()) this.ajv.addSchema(schema);
    this.compiled = new Map();
    this.urls = new Map();
    for (const url of this.schemas.keys()) {
      const target = target_of(url);
      if (target) this.urls.set(target, url);
    }
  }

  /** The names that `--only` takes, sorted. */
  targets() {
    return [...this.urls.keys()].sort();
  }

  url_of(target) {
    const url = this.urls.get(target);
    if (!url) throw new Error(`no schema at hand for ${target}; known: ${this.targets().join(' ')}`);
    return url;
  }

  schema(url) {
    // The metaschema, which summaries refer to, is Ajv's own.
    return this.schemas.get(url) ?? this.ajv.getSchema(url)?.schema;
  }

  /** The entry that the schema at `url` wants in stac_extensions, not always its URL; null for core. */
  required_uri(url) {
    const search = (value) => {
      if (value === null || typeof value !== 'object') return null;
      const wanted = value.stac_extensions?.contains?.const;
      if (wanted) return wanted;
      for (const part of Object.values(value)) {
        const found = search(part);
        if (found) return found;
      }
      return null;
    };
    return search(this.schemas.get(url));
  }

  validator(url) {
    let validator = this.compiled.get(url);
    if (!validator) {
      validator = this.ajv.getSchema(url);
      if (!validator) throw new Error(`no schema at hand for ${url}`);
      this.compiled.set(url, validator);
    }
    return validator;
  }

  verdict(url, document) {
    return this.validator(url)(document);
  }

  /** Ajv's errors by `url`, one line each. */
  errors(url, document) {
    return errors_of(this.validator(url), document);
  }

  /** The judge that the schema at `url` is. */
  judge(url) {
    return judge_of(url, this.validator(url));
  }

  /** The URL of the file that judges `uri`, an entry of stac_extensions; null when not at hand. Only MLM has URIs of a cut host. */
  extension_url(uri) {
    if (typeof uri !== 'string') return null;
    const published = /^https:\/\/stac-extensions\/mlm\/v1\.[0-3]\.0\/schema\.json$/.test(uri);
    const url = published ? kExtensionHost + uri.slice(kCutHost.length) : uri;
    return this.schemas.has(url) && !url.startsWith(kCore) ? url : null;
  }

  /** The core schema of a document; a version or type of no known schema is judged by 1.0.0 and Item. */
  core_url(document) {
    const version = document?.stac_version === '1.1.0' ? '1.1.0' : '1.0.0';
    const kind = { Collection: 'collection', Catalog: 'catalog' }[document?.type] ?? 'item';
    return `${kCore}v${version}/${kind}-spec/json-schema/${kind}.json`;
  }

  /** The schemas of `stac_extensions` that are at hand, without repeats. */
  extension_urls(document) {
    const listed = Array.isArray(document.stac_extensions) ? document.stac_extensions : [];
    return [...new Set(listed.map((uri) => this.extension_url(uri)).filter(Boolean))];
  }
}
