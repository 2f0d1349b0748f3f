// SPDX-License-Identifier: Apache-2.0
// The words of the schemas, collected at run time: member names, allowed values, bounds.

const kSame = ['items', 'additionalProperties', 'contains', 'not', 'if', 'then', 'else'];
const kLists = ['anyOf', 'oneOf', 'allOf'];
const kBounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'];

export class Vocabulary {
  /** The words of the schemas at `urls` and of all that they refer to. */
  constructor(schemas, urls) {
    this.schemas = schemas;
    this.names = new Set();
    this.values = new Map();
    this.bounds = new Set([0, 1]);
    this.seen = new Map();
    for (const url of urls) this.visit(schemas.schema(url), url, '');
    this.keys = [...this.names].sort();
    this.numbers = [...this.bounds].flatMap((bound) => [bound - 1, bound - 0.5, bound, bound, bound + 0.5, bound + 1]);
    this.words = [...new Set([...this.values.values()].flat())];
  }

  visit(schema, url, key) {
    if (schema === null || typeof schema !== 'object' || !this.first_visit(schema, key)) return;
    if (Array.isArray(schema)) {
      for (const part of schema) this.visit(part, url, key);
      return;
    }
    if (schema.const !== undefined) this.add(key, [schema.const]);
    if (Array.isArray(schema.enum)) this.add(key, schema.enum);
    for (const bound of kBounds) if (typeof schema[bound] === 'number') this.bounds.add(schema[bound]);
    for (const name of [...kSame, ...kLists]) this.visit(schema[name], url, key);
    for (const [name, part] of Object.entries(schema.properties ?? {})) {
      // MLM before 1.3.0 has comments where schemas stand.
      if (typeof part === 'string') continue;
      this.names.add(name);
      this.visit(part, url, name);
    }
    if (typeof schema.$ref === 'string') this.follow(schema.$ref, url, key);
  }

  first_visit(schema, key) {
    const keys = this.seen.get(schema) ?? new Set();
    this.seen.set(schema, keys);
    const first = !keys.has(key);
    keys.add(key);
    return first;
  }

  add(key, values) {
    this.values.set(key, [...new Set([...(this.values.get(key) ?? []), ...values])]);
  }

  follow(reference, base, key) {
    const url = new URL(reference, base);
    const pointer = decodeURIComponent(url.hash.slice(1));
    url.hash = '';
    let schema = this.schemas.schema(url.href);
    for (const step of pointer.split('/').slice(1)) {
      schema = schema?.[step.replace(/~1/g, '/').replace(/~0/g, '~')];
    }
    this.visit(schema, url.href, key);
  }
}
