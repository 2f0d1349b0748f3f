#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the documents of the rule pages as seeds, so that each rule is reached from the start.

    page_documents.py PAGES BASES FOLDER
"""
import copy
import json
import pathlib
import re
import sys

BLOCK = re.compile(r"^```(?:json|text) (\S+)\n(.*?)^```$", re.S | re.M)


def step_into(value, token):
    return value[int(token)] if isinstance(value, list) else value[token]


def take(document, tokens):
    """The value at the pointer, removed."""
    for token in tokens[:-1]:
        document = step_into(document, token)
    return document.pop(int(tokens[-1]) if isinstance(document, list) else tokens[-1])


def put(document, tokens, value, replaces):
    if not tokens:
        return value
    holder = document
    for token in tokens[:-1]:
        holder = step_into(holder, token)
    last = tokens[-1]
    if isinstance(holder, dict):
        holder[last] = value
    elif replaces:
        holder[int(last)] = value
    else:
        holder.insert(len(holder) if last == "-" else int(last), value)
    return document


def patched(document, operations):
    for operation in operations:
        kind = operation["op"]
        path = [token.replace("~1", "/").replace("~0", "~") for token in operation["path"].split("/")[1:]]
        source = [token.replace("~1", "/").replace("~0", "~") for token in operation.get("from", "").split("/")[1:]]
        if kind == "remove":
            take(document, path)
            continue
        value = operation.get("value")
        if kind == "move":
            value = take(document, source)
        elif kind == "copy":
            value = document
            for token in source:
                value = step_into(value, token)
        document = put(document, path, copy.deepcopy(value), kind == "replace")
    return document


def merged(document, patch):
    if not isinstance(patch, dict):
        return patch
    document = document if isinstance(document, dict) else {}
    for key, value in patch.items():
        if value is None:
            document.pop(key, None)
        else:
            document[key] = merged(document.get(key), value)
    return document


def document_of(bases, kind, text):
    if kind not in bases:  # a whole document; not always JSON
        return text
    patch = json.loads(text)
    base = copy.deepcopy(bases[kind])
    document = patched(base, patch) if isinstance(patch, list) else merged(base, patch)
    return json.dumps(document, ensure_ascii=False, indent=1)


def main():
    pages, base_folder, folder = map(pathlib.Path, sys.argv[1:])
    bases = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in base_folder.glob("*.json")}
    folder.mkdir(parents=True, exist_ok=True)
    for page in sorted(pages.glob("*.md")):
        examples = page.read_text(encoding="utf-8").split("\n## Bad\n")[-1].split("\n## Spec\n")[0]
        for number, (kind, text) in enumerate(BLOCK.findall(examples), start=1):
            (folder / f"{page.stem}-{number}").write_text(document_of(bases, kind, text), encoding="utf-8",
                                                          errors="surrogatepass")


if __name__ == "__main__":
    main()
