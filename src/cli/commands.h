// SPDX-License-Identifier: Apache-2.0
// The commands, one file each. Each adds itself to the program and sets `status` when it has run.
#pragma once

namespace CLI {
class App;
}

namespace stacmlm::cli {

void add_validate(CLI::App& program, int& status);
void add_migrate(CLI::App& program, int& status);
void add_new(CLI::App& program, int& status);
void add_derive(CLI::App& program, int& status);
void add_embed(CLI::App& program, int& status);
void add_fmt(CLI::App& program, int& status);
void add_explain(CLI::App& program, int& status);
void add_show(CLI::App& program, int& status);
void add_card(CLI::App& program, int& status);
void add_collection(CLI::App& program, int& status);
void add_schema(CLI::App& program, int& status);
void add_export(CLI::App& program, int& status);
void add_import(CLI::App& program, int& status);
void add_inspect(CLI::App& program, int& status);
void add_verify(CLI::App& program, int& status);
void add_run(CLI::App& program, int& status);
void add_compose(CLI::App& program, int& status);
void add_version(CLI::App& program, int& status);
void add_completion(CLI::App& program, int& status);

}  // namespace stacmlm::cli
