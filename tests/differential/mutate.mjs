// SPDX-License-Identifier: Apache-2.0
// Random faults in JSON documents. Nothing here knows what is valid.
import { again, clone, places, remove_at, spelled } from './text.mjs';

const kOneOfEachType = [null, true, 1, 1.5, 'a', [], {}];
const kOtherTypes = [
  null, true, false, -1, -2, 0, 1, 1.5, 2, 7, 101, 1e-7, 1e21, 2 ** 31, 2 ** 53, -(2 ** 63),
  '', ' ', 'a', 'text with spaces', 'line\n', '\nline', 'h\u00e4\u00df', '\u{1f6f0}', '0', 'null', '2020-01-01',
  '2020-01-01T00:00:00Z', '2020-01-01T00:00:00+00:00', '2020-01-01T00:00:00+01:00', '1.0.0', 'https://example.com/a',
];
const kOtherContainers = [
  [], {}, [null], [''], [1], ['a'], ['a', 'a'], [1, 1], [{}], [{}, {}], [[]], { a: 1 }, { name: 'a' }, { '': null },
];
const kSpellings = [
  '1.0', '0.0', '-0', '-0.0', '-1.0', '1e0', '10e-1', '2.50', '1E2', '100.0', '100.00000000000000000001',
  '12345678901234567890', '-9223372036854775809', '18446744073709551616', '0.1e1', '1e308', '1e-400',
  '1.00000000000000000001', '123456789012345678901234567890', '3.0', '4.0', '255.0',
];
// What ECMA-262 counts as white space or line end, and what other engines take for it.
const kCharacters = [
  ' ', '\n', '\r', '\t', '\v', '\f', '\u0000', '\u0085', '\u00a0', '\u1680', '\u2003', '\u2028', '\u202f', '\u3000',
  '\ufeff', '\u200b', '\u00e9', '\u0660', '\u{1f680}', '/', '\\', ':', "'", '"', '.', '-', '_', '+', '0', 'a', 'A', 'g', 'G', '#',
];
const kPrefixes = ['mlm:', 'dlm:', 'ml-model:', 'eo:', 'x:', ' ', 'MLM:', ''];
const kMutationCounts = [1, 1, 1, 1, 1, 2, 2, 3, 3, 4];

export class Mutator {
  /**
   * `vocabulary` holds the words of all schemas, `focus` those of the schemas under test, `donors` documents to
   * copy from, `extensions` the URIs for stac_extensions.
   */
  constructor({ vocabulary, focus, donors, extensions }) {
    Object.assign(this, { vocabulary, focus, donors, extensions });
    // Names with a prefix are the extension's own; where it has none, all that are not on every way count.
    const own = focus.keys.filter((key) => key.includes(':'));
    const ways = ['properties', 'assets', 'links', 'type', 'stac_extensions', 'stac_version'];
    this.focus_names = new Set(own.length > 0 ? own : focus.keys.filter((key) => !ways.includes(key)));
    this.donor_values = new Map();
    for (const { holder, key } of donors.flatMap((donor) => places(donor))) {
      if (!this.donor_values.has(key)) this.donor_values.set(key, []);
      this.donor_values.get(key).push(holder[key]);
    }
    this.mutations = [
      [8, remove], [6, rename], [12, retype], [3, repeat_element], [3, swap_elements], [6, copy], [10, insert],
      [8, change_string], [10, change_number], [4, respell], [10, set_known], [3, change_roles],
      [3, change_extensions], [1, write_twice],
    ].flatMap(([weight, mutation]) => Array(weight).fill(mutation));
  }

  /** A copy of `document` with one to four faults. */
  mutate(document, random) {
    const mutated = clone(document);
    for (let left = random.pick(kMutationCounts); left > 0; ) {
      // A mutation that finds no place for itself lets another one try.
      if (random.pick(this.mutations)(this, mutated, random)) --left;
    }
    return mutated;
  }

  /** A random member or element that passes `test`, three times in four one that the focus names or leads to. */
  place(document, random, test = () => true) {
    const all = places(document, this.focus_names).filter(test);
    if (all.length === 0) return null;
    const focused = random.chance(0.75) ? all.filter(({ inside }) => inside) : [];
    return random.pick(focused.length > 0 ? focused : all);
  }

  /** A value for `key`: an allowed one, one that a document has there, or anything. */
  value_for(key, random) {
    const known = this.vocabulary.values.get(key);
    if (known && random.chance(0.4)) return clone(random.pick(known));
    const seen = this.donor_values.get(key);
    if (seen && random.chance(0.7)) return clone(random.pick(seen));
    return this.anything(random);
  }

  anything(random) {
    if (random.chance(0.1)) return clone(random.pick(this.vocabulary.words));
    if (random.chance(0.4)) return clone(random.pick(kOneOfEachType));
    return clone(random.pick(random.chance(0.6) ? kOtherTypes : kOtherContainers));
  }

  name(random) {
    return random.pick(random.chance(0.7) ? this.focus.keys : this.vocabulary.keys);
  }
}

function remove(mutator, document, random) {
  const place = mutator.place(document, random);
  if (place) remove_at(place);
  return place !== null;
}

function rename(mutator, document, random) {
  const place = mutator.place(document, random, ({ key }) => typeof key === 'string');
  if (!place) return false;
  const { holder, key } = place;
  const value = holder[key];
  delete holder[key];
  holder[other_name(mutator, key, random)] = value;
  return true;
}

function other_name(mutator, key, random) {
  const way = random.below(5);
  if (way === 0) return mutator.name(random);
  if (way === 1) return random.pick(kPrefixes) + key.replace(/^[^:]*:/, '');
  if (way === 2) return random.pick(kPrefixes) + key;
  return changed(key, mutator, random);
}

function retype(mutator, document, random) {
  const place = mutator.place(document, random);
  if (!place) return false;
  const { holder, key } = place;
  holder[key] = random.chance(0.2) ? emptied(holder[key]) : mutator.anything(random);
  return true;
}

/** Most lower limits refuse these. */
function emptied(value) {
  if (typeof value === 'string') return '';
  if (Array.isArray(value)) return [];
  return typeof value === 'number' ? 0 : {};
}

function list_in(mutator, document, random) {
  const place = mutator.place(document, random, ({ holder, key }) => Array.isArray(holder[key]) && holder[key].length > 0);
  return place && place.holder[place.key];
}

function repeat_element(mutator, document, random) {
  const list = list_in(mutator, document, random);
  if (list) list.splice(random.below(list.length + 1), 0, clone(random.pick(list)));
  return list !== null;
}

function swap_elements(mutator, document, random) {
  const list = list_in(mutator, document, random);
  if (!list) return false;
  const first = random.below(list.length);
  const second = random.below(list.length);
  [list[first], list[second]] = [list[second], list[first]];
  return true;
}

function copy(mutator, document, random) {
  const donor = random.chance(0.5) ? document : random.pick(mutator.donors);
  const from = mutator.place(donor, random);
  const to = mutator.place(document, random);
  if (!from || !to) return false;
  const value = clone(from.holder[from.key]);
  // Into the place of another value, or under its own name beside it.
  if (Array.isArray(to.holder) || typeof from.key === 'number' || random.chance(0.5)) to.holder[to.key] = value;
  else to.holder[from.key] = value;
  return true;
}

function insert(mutator, document, random) {
  const object_at = ({ holder, key }) => holder[key] !== null && typeof holder[key] === 'object';
  const place = mutator.place(document, random, object_at);
  const into = place && !random.chance(0.1) ? place.holder[place.key] : document;
  const key = random.chance(0.02) ? '' : mutator.name(random);
  if (Array.isArray(into)) into.splice(random.below(into.length + 1), 0, mutator.anything(random));
  else into[key] = mutator.value_for(key, random);
  return true;
}

function change_string(mutator, document, random) {
  const place = mutator.place(document, random, ({ holder, key }) => typeof holder[key] === 'string');
  if (place) place.holder[place.key] = changed(place.holder[place.key], mutator, random);
  return place !== null;
}

/** The text of some characters after a splice. */
function spliced(characters, at, count, ...inserted) {
  return [...characters.slice(0, at), ...inserted, ...characters.slice(at + count)].join('');
}

/** Works on whole characters: half a surrogate pair is not JSON that both sides read alike. */
function changed(text, mutator, random) {
  const characters = [...text];
  const at = random.below(characters.length + 1);
  switch (random.below(8)) {
    case 0: return text.toUpperCase();
    case 1: return text.toLowerCase();
    case 2: return spliced(characters, at, 1);
    case 3: return spliced(characters, at, 0, random.pick(kCharacters));
    case 4: return spliced(characters, at, 1, random.pick(kCharacters));
    case 5: return random.pick(kCharacters) + text;
    case 6: return text + random.pick(kCharacters);
    default: return text + text;
  }
}

function change_number(mutator, document, random) {
  const place = mutator.place(document, random, ({ holder, key }) => typeof holder[key] === 'number');
  if (!place) return false;
  const { holder, key } = place;
  const bounds = random.chance(0.7) ? mutator.focus.numbers : mutator.vocabulary.numbers;
  const ways = [holder[key] + 1, holder[key] - 1, -holder[key], holder[key] + 0.5, ...Array(4).fill(random.pick(bounds))];
  holder[key] = random.pick(ways);
  return true;
}

function respell(mutator, document, random) {
  const is_number = ({ holder, key }) => typeof holder[key] === 'number';
  const place = mutator.place(document, random, random.chance(0.8) ? is_number : undefined);
  if (!place) return false;
  const number = place.holder[place.key];
  const same = Number.isInteger(number) && Math.abs(number) < 1e15 && random.chance(0.5);
  place.holder[place.key] = spelled(same ? `${number}.0` : random.pick(kSpellings));
  return true;
}

function set_known(mutator, document, random) {
  const values = mutator.vocabulary.values;
  const place = mutator.place(document, random, ({ key }) => values.has(key));
  if (!place) return false;
  const { holder, key } = place;
  const known = random.pick(values.get(key));
  const list = holder[key];
  if (Array.isArray(list) && !Array.isArray(known)) list.splice(random.below(list.length + 1), random.below(2), clone(known));
  else holder[key] = clone(known);
  return true;
}

function change_roles(mutator, document, random) {
  const place = mutator.place(document, random, ({ holder, key }) => key === 'roles' && Array.isArray(holder[key]));
  if (!place) return false;
  const roles = place.holder.roles;
  const role = random.pick(mutator.vocabulary.values.get('roles') ?? ['data']);
  const seen = random.pick(mutator.donor_values.get('roles') ?? [[]]);
  switch (random.below(4)) {
    case 0: roles.push(role); break;
    case 1: roles.splice(random.below(roles.length + 1), 1); break;
    case 2: place.holder.roles = clone(seen); break;
    default: roles[random.below(roles.length + 1)] = random.chance(0.5) ? role : mutator.anything(random);
  }
  return true;
}

function change_extensions(mutator, document, random) {
  if (!Array.isArray(document.stac_extensions)) return false;
  const list = document.stac_extensions;
  const at = random.below(list.length);
  const other = random.pick(mutator.extensions);
  switch (random.below(5)) {
    case 0: list.push(other); break;
    case 1: list.splice(at, 1); break;
    case 2: list[at] = other; break;
    case 3: list.push(mutator.anything(random)); break;
    default: list[at] = other_uri(list[at], mutator, random);
  }
  return true;
}

function other_uri(uri, mutator, random) {
  if (typeof uri !== 'string') return random.pick(mutator.extensions);
  switch (random.below(5)) {
    case 0: return uri.replace(/\/v[^/]*\//, `/v${random.pick(['1.0.0', '1.1.0', '1.4.0', '1.5.1', '1.5.3', '2.0.0', '9.9.9', '1.10.0'])}/`);
    case 1: return uri.replace('stac-extensions.github.io', random.pick(['stac-extensions', 'crim-ca.github.io', 'example.com']));
    case 2: return uri + random.pick(['#', '/', 'X', '?a=b', ' ']);
    case 3: return uri.replace('https:', 'http:');
    default: return changed(uri, mutator, random);
  }
}

/** The last one counts, for both sides. */
function write_twice(mutator, document, random) {
  const place = mutator.place(document, random, ({ key }) => typeof key === 'string');
  if (place) place.holder[again(place.key)] = mutator.value_for(place.key, random);
  return place !== null;
}
