# SPDX-License-Identifier: Apache-2.0
"""header_examples.py MODULE FOLDER FILE: writes the examples in the headers of a module as C++ that compiles if they are right.

What an example does not say (`document`, `print`, `for (...)`) is a parameter of any type, so that all else is checked.
"""

import pathlib
import sys

WORDS = ("checker checksum document eo files folder item items june march mlm model now open options other parser patch path places plan "
         "print program_share read_file report run save scene sink size source text tile use write yaml").split()
# Examples use the names of what they leave out again, and make things that they do not use.
HEAD = """#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused"
#pragma GCC diagnostic ignored "-Wunused-variable"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#define STACMLM_EXAMPLE(name) [[maybe_unused]] const auto name = [](%s)
using namespace stacmlm;
using namespace stacmlm::%s;
"""


def examples_in(header):
    """The line in front of each example, and its lines."""
    example, start = None, 0
    for number, line in enumerate(header.read_text(encoding="utf-8").splitlines(), 1):
        comment = line.strip()
        if comment == "/// ```cpp":
            example, start = [], number
        elif comment == "/// ```" and example is not None:
            yield start, example
            example = None
        elif example is not None:
            example.append(comment.removeprefix("///").removeprefix(" ").replace("for (...)", "for (;;)"))


def is_function(lines):
    return lines[0].endswith("{") and not lines[0].startswith(("for", "if"))


def main(module, folder, out):
    includes = "".join(f"#include <{name}>\n" for name in ("array", "cstdio", "fstream", "string", "vector"))
    text = HEAD % (", ".join(f"[[maybe_unused]] auto& {word}" for word in WORDS), module)
    count = 0
    for header in sorted(folder.glob("*.h")):
        includes += f'#include "stacmlm/{module}/{header.name}"\n'
        for start, lines in examples_in(header):
            count += 1
            includes += "".join(line + "\n" for line in lines if line.startswith("#include"))
            body = "\n".join("" if line.startswith("#include") else line for line in lines)
            place = f'\n#line {start + 1} "{header}"\n'
            if is_function(lines):
                text += f"namespace example_{count} {{{place}{body}\n}}\n"
            else:
                text += f"STACMLM_EXAMPLE(example_{count}) {{{{{place}{body}\n}}}};\n"
    out.write_text(includes + text, encoding="utf-8")


main(sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))
