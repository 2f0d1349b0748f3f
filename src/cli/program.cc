// SPDX-License-Identifier: Apache-2.0
#include "cli/program.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <new>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/atomic_file.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "rules/nearest.h"
#include "stacmlm/base/version.h"

namespace stacmlm::cli {
namespace {

// The command that the arguments reached.
const CLI::App& reached(const CLI::App& program) {
  const CLI::App* command = &program;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
  return *command;
}

// `mlm`, `mlm validate`, `mlm compose check`.
std::string words_of(const CLI::App& command) {
  if (command.get_parent() == nullptr) return "mlm";
  return fmt::format("{} {}", words_of(*command.get_parent()), command.get_name());
}

std::vector<std::string> known_words(const CLI::App& command, bool are_options) {
  std::vector<std::string> words;
  if (are_options) {
    for (const CLI::Option* option : command.get_options()) {
      for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
    }
  } else {
    for (const CLI::App* each : command.get_subcommands(nullptr)) words.push_back(each->get_name());
  }
  return words;
}

std::string unknown_word(const CLI::App& command, const std::string& word) {
  const bool is_option = word.starts_with('-');
  const std::string name = word.substr(0, word.find('='));
  const std::vector<std::string> known = known_words(command, is_option);
  const std::string cure = rules::did_you_mean(name, {known.begin(), known.end()});
  const std::string_view kind = is_option                                  ? "option"
                                : command.get_subcommands(nullptr).empty() ? "argument"
                                                                           : "command";
  return fmt::format("unknown {} `{}`{}{}", kind, name, cure.empty() ? "" : "; ", cure);
}

int refuse(const CLI::App& program, const CLI::ParseError& error) {
  const CLI::App& command = reached(program);
  const std::string name = words_of(command);
  const std::vector<std::string> rest = program.remaining(true);
  std::string what = rest.empty() ? error.what() : unknown_word(command, rest.front());
  if (rest.empty() && !command.get_subcommands(nullptr).empty()) what = "no command given";
  what = what.substr(0, what.find('\n'));
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ArgumentMismatch)) {
    what = what.substr(0, what.find(':')) + ": takes one value";
  }
  complain(fmt::format("{} (see {} --help)", what, name), name);
  return status::kNotDone;
}

/// Last first, as CLI11 wants them. It would take what follows `--classes=` for its value.
std::vector<std::string> arguments_of(int argc, char** argv) {
  std::vector<std::string> arguments;
  bool may_be_option = true;
  for (int i = 1; i < argc; ++i) {
    std::string argument = argv[i];
    may_be_option = may_be_option && argument != "--";
    const bool is_empty =
        may_be_option && argument.starts_with("--") && argument.find('=') == argument.size() - 1;
    if (is_empty) argument.pop_back();
    arguments.push_back(std::move(argument));
    if (is_empty) arguments.emplace_back();
  }
  std::ranges::reverse(arguments);
  return arguments;
}

}  // namespace

int run_program(int argc, char** argv) {
  hold_standard_streams();
  remove_drafts_on_signals();
  int status = status::kClean;
  CLI::App program(
      "Checks machine-learning models for Earth observation that are described in STAC", "mlm");
  program.require_subcommand(1);
  program.set_version_flag("--version", fmt::format("mlm {}", base::kVersion),
                           "say what this program is");
  program.get_formatter()->column_width(28);
  program.footer(
      "Examples:\n"
      "  mlm validate models/                check a folder\n"
      "  mlm validate --fix item.json        cure what has a safe cure\n"
      "  mlm migrate old.json                to the newest MLM\n"
      "  mlm new model.yaml --href model.pt2 the Item of a model\n"
      "  mlm derive unet.onnx                a draft of it from the model file\n"
      "  mlm embed item.json --into unet.onnx -o new.onnx\n"
      "  mlm fmt models/                     canonical order and layout\n"
      "  mlm explain MLM101                  a rule, with bad and good examples\n"
      "  mlm show item.json                  a model, readable\n"
      "  mlm card item.json                  a model card, as Markdown or HTML\n"
      "  mlm collection models/ --id models  a Collection over Items\n"
      "  mlm schema --profile published      the JSON Schema of what is checked\n"
      "  mlm export item.json --format emd   for another system\n"
      "  mlm import config.pbtxt             and from one\n"
      "  mlm inspect unet.onnx               what a model file holds\n"
      "  mlm verify item.json                metadata against the files of the model\n"
      "  mlm run item.json scene.tif -o out/ the model on a scene\n"
      "  mlm compose check item.json         the runtime files of a legacy model\n"
      "  mlm version                         what this program is\n"
      "  mlm completion bash                 completion for a shell");
  add_validate(program, status);
  add_migrate(program, status);
  add_new(program, status);
  add_derive(program, status);
  add_embed(program, status);
  add_fmt(program, status);
  add_explain(program, status);
  add_show(program, status);
  add_card(program, status);
  add_collection(program, status);
  add_schema(program, status);
  add_export(program, status);
  add_import(program, status);
  add_inspect(program, status);
  add_verify(program, status);
  add_run(program, status);
  add_compose(program, status);
  add_version(program, status);
  add_completion(program, status);
  try {
    program.parse(arguments_of(argc, argv));
  } catch (const std::bad_alloc&) {
    write_to_stderr("mlm: not enough memory\n");
    return status::kNotDone;
  } catch (const CLI::Success& success) {
    // Help. CLI11 would not tell that it could not be written.
    std::ostringstream out;
    program.exit(success, out, out);
    return print_to("-", out.str());
  } catch (const CLI::ParseError& error) {
    return refuse(program, error);
  }
  return status;
}

}  // namespace stacmlm::cli
