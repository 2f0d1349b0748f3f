// SPDX-License-Identifier: Apache-2.0
// JSON values with what JavaScript's own cannot hold: a number's spelling, a member written twice.

const kNumber = '\u0001n:';
const kAgain = '\u0001k:';
// The quote that opens a string; one inside a string stands behind a backslash.
const kNumberText = /(?<!\\)"\\u0001n:(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)"/g;
const kAgainText = /(?<!\\)"\\u0001k:/g;

/** A stand-in for the number written as `spelling`. */
export function spelled(spelling) {
  return kNumber + spelling;
}

/** A stand-in for `key` written a second time. */
export function again(key) {
  return key.startsWith(kAgain) ? key : kAgain + key;
}

/** The JSON text, and the value that both sides read from it. */
export function written(document) {
  const text = JSON.stringify(document);
  if (!text.includes('\\u0001')) return { text, value: document };
  const spelled_text = text.replace(kNumberText, '$1').replace(kAgainText, '"');
  return { text: spelled_text, value: JSON.parse(spelled_text) };
}

export function clone(value) {
  if (Array.isArray(value)) return value.map(clone);
  if (value === null || typeof value !== 'object') return value;
  const copy = {};
  for (const key of Object.keys(value)) copy[key] = clone(value[key]);
  return copy;
}

/** Every member and element below `root`: {holder, key, inside}, `inside` where a key of `names` is or leads there. */
export function places(root, names = new Set()) {
  const found = [];
  const visit = (holder, above) => {
    const keys = Array.isArray(holder) ? holder.keys() : Object.keys(holder);
    for (const key of keys) {
      const inside = above || names.has(key);
      found.push({ holder, key, inside });
      const value = holder[key];
      if (value !== null && typeof value === 'object') visit(value, inside);
    }
  };
  visit(root, false);
  return found;
}

export function remove_at({ holder, key }) {
  if (Array.isArray(holder)) holder.splice(key, 1);
  else delete holder[key];
}
