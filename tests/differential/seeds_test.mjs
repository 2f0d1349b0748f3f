// SPDX-License-Identifier: Apache-2.0
// Each seed is valid by Ajv, by its own schema and by core, and each member that a schema describes is in a seed.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Schemas } from './schemas.mjs';
import { seeds_of } from './seeds/index.mjs';
import { places } from './text.mjs';
import { Vocabulary } from './vocabulary.mjs';

const kShared = process.env.STACMLM_SHARED ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'shared');

/** What no seed of a schema can hold, or what it describes for others to refer to. */
const kNotInSeeds = {
  'collection@1.1.0': ['href'],
  'item-assets@1.0.0': ['href'],
};

function missing_members(schemas, target, seeds) {
  const held = new Set(seeds.flatMap((seed) => places(seed)).map(({ key }) => key));
  const known = kNotInSeeds[target] ?? [];
  const vocabulary = new Vocabulary(schemas, [schemas.url_of(target)]);
  return vocabulary.keys.filter((key) => !held.has(key) && !known.includes(key));
}

/** The faults of the seeds of `target`, as text. */
function faults(schemas, target) {
  const url = schemas.url_of(target);
  const seeds = seeds_of(target, schemas.required_uri(url));
  const found = missing_members(schemas, target, seeds).map((key) => `no seed has ${key}`);
  seeds.forEach((seed, i) => {
    for (const judge of [url, schemas.core_url(seed)]) {
      for (const error of schemas.errors(judge, seed)) found.push(`seed ${i} by ${judge}: ${error}`);
    }
  });
  return found;
}

const schemas = new Schemas(kShared);
let failed = 0;
for (const target of schemas.targets()) {
  const found = faults(schemas, target);
  if (found.length > 0) ++failed;
  for (const fault of found) console.log(`${target}: ${fault}`);
}
console.log(`${schemas.targets().length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
