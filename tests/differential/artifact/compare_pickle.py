# SPDX-License-Identifier: Apache-2.0
"""compare_pickle.py MLM [COUNT [SEED]]: random pickles, sound and damaged, gone through by Python's own unpickler and by mlm.

The unpickler here resolves nothing: every name becomes a class that does nothing. Each name that it is asked for and that is
not harmless has to be among mlm's findings, and a pickle that mlm calls data has to be one for Python too.
"""
import collections
import datetime
import io
import json
import os
import pickle
import random
import re
import subprocess
import sys
import tempfile

HARMLESS = {
    "__builtin__": "bytearray bytes complex frozenset list object range set slice str xrange",
    "_codecs": "encode",
    "builtins": "bytearray bytes complex frozenset list object range set slice str",
    "collections": "OrderedDict defaultdict deque",
    "copy_reg": "_reconstructor",
    "copyreg": "_reconstructor",
    "datetime": "date datetime timedelta",
}


class Anything:
    """What every name stands for here."""

    def __new__(cls, *_args, **_keywords):
        return object.__new__(cls)

    def __init__(self, *_args, **_keywords):
        self.pairs = {}

    def __setitem__(self, key, value):
        self.pairs[repr(key)] = value

    def append(self, _item):
        pass

    def extend(self, _items):
        pass

    def add(self, _item):
        pass

    def __setstate__(self, _state):
        pass


class Names(pickle._Unpickler):  # the one in Python: the other is not to be trusted with damaged bytes
    def __init__(self, data):
        super().__init__(io.BytesIO(data), fix_imports=False)
        self.asked = set()

    def find_class(self, module, name):
        self.asked.add((module, name))
        return type(name, (Anything,), {})

    def persistent_load(self, _key):
        return Anything()

    def get_extension(self, _code):
        raise pickle.UnpicklingError("an extension")


class Calls:
    """Pickled as a call of anything."""

    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


class Plain:
    pass


def value(rng, depth=0):
    leaves = [
        lambda: None,
        lambda: rng.random() < 0.5,
        lambda: rng.randrange(-(2**rng.randrange(1, 90)), 2 ** rng.randrange(1, 90)),
        lambda: rng.uniform(-1e9, 1e9),
        lambda: rng.choice(["os", "system", "é\n\\u0041", "x" * rng.randrange(400)]),
        lambda: rng.randbytes(rng.randrange(300)),
        lambda: bytearray(rng.randbytes(rng.randrange(20))),
        lambda: datetime.date(2020, 1, 1),
        lambda: complex(1, 2),
        lambda: range(3),
        lambda: Calls(rng.choice([os.system, os.popen, subprocess.Popen, eval, getattr, print]), "touch canary"),
        lambda: rng.choice([os.system, collections.OrderedDict, Plain]),
        Plain,
    ]
    if depth > 4 or rng.random() < 0.4:
        # Few calls, so that there are pickles without any.
        return rng.choice(leaves if rng.random() < 0.15 else leaves[:10])()
    items = [value(rng, depth + 1) for _ in range(rng.randrange(5))]
    if items and rng.random() < 0.3:
        items.append(items[0])
    hashable = [item for item in items if isinstance(item, (int, float, str, bytes))]
    return rng.choice(
        [
            lambda: items,
            lambda: tuple(items),
            lambda: {str(i): item for i, item in enumerate(items)},
            lambda: collections.OrderedDict((str(i), item) for i, item in enumerate(items)),
            lambda: set(hashable),
            lambda: frozenset(hashable),
        ]
    )()


def damaged(rng, data):
    data = bytearray(data)
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(len(data))
        action = rng.randrange(4)
        if action == 0:
            data[at] = rng.randrange(256)
        elif action == 1:
            del data[at : at + rng.randrange(1, 4)]
        elif action == 2:
            data[at:at] = rng.choice([b"0", b"1", b"2", b"(", b"N", b"R", b"b", b"\x94", b"h\0", b"\x93", b"e", b"u", b"o"])
        else:
            other = rng.randrange(len(data))
            data[at:at] = data[other : other + rng.randrange(12)]
        if not data:
            return b"N."
    return bytes(data)


def compare(mlm, path, data, name):
    with open(path, "wb") as file:
        file.write(data)
    done = subprocess.run([mlm, "inspect", "--format", "json", path], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):  # 1: a broken file
        raise SystemExit(f"mlm inspect ended with {done.returncode}: {done.stderr}")
    told = json.loads(done.stdout)["danger"]
    names = Names(data)
    try:
        names.load()
        whole = True
    except (EOFError, IndexError, KeyError, pickle.UnpicklingError):  # opcodes, stack or memo are broken
        whole = False
    except Exception:  # a text or number that is none, which mlm does not look into
        whole = True
    foreign = {f"{module}.{name}" for module, name in names.asked if name not in HARMLESS.get(module, "").split()}
    what = "\n".join(finding["what"] for finding in told["findings"])
    # Names are cut and escaped in findings: plain ones are compared.
    missing = [name for name in foreign if re.fullmatch(r"[ -!#-\[\]-~]{1,100}", name) and name not in what]
    stopped = any(finding["kind"] == "not-analysed" for finding in told["findings"])
    faults = []
    if missing and not stopped:
        faults.append(f"names that mlm does not tell: {missing}")
    if told["verdict"] == "data-only" and (foreign or not whole):
        faults.append(f"called data; for Python it is {'one with ' + str(foreign) if whole else 'broken'}")
    if name == "sound" and told["verdict"] != ("executes-code" if foreign else "data-only"):
        faults.append(f"verdict {told['verdict']} with the names {foreign}")
    for fault in faults:
        print(f"{name} pickle {data.hex()}: {fault}\n{what}")
    return len(faults)


def main():
    mlm = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    faults = 0
    verdicts = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.pkl")
        for _ in range(count):
            protocol = rng.randrange(6)
            data = pickle.dumps(value(rng), protocol)
            verdicts[protocol] += 1
            # A number or an empty text of protocol 0 is nothing that a file could be told by.
            if protocol >= 2:
                faults += compare(mlm, path, data, "sound")
            faults += compare(mlm, path, damaged(rng, data), "damaged")
    print(f"{sum(verdicts.values())} pickles and as many damaged ones, {faults} differences")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
