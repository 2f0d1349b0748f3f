// SPDX-License-Identifier: Apache-2.0
// Scripts that complete commands, options and their values, written from the options themselves.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/output.h"

namespace stacmlm::cli {
namespace {

using Words = std::vector<std::string>;

// The values of an option that takes one of a set: CLI11 shows them as `TEXT:{a,b}`.
Words values_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const std::size_t open = type.find('{');
  Words values;
  if (open == std::string::npos) return values;
  std::string rest = type.substr(open + 1, type.find('}') - open - 1);
  for (std::size_t comma = 0; comma != std::string::npos;) {
    comma = rest.find(',');
    values.push_back(rest.substr(0, comma));
    rest = comma == std::string::npos ? "" : rest.substr(comma + 1);
  }
  return values;
}

Words commands_of(const CLI::App& program) {
  Words names;
  for (const CLI::App* command : program.get_subcommands(nullptr)) {
    names.push_back(command->get_name());
  }
  return names;
}

// Those of a command, and of the commands below it.
std::vector<const CLI::Option*> all_options(const CLI::App& command) {
  std::vector<const CLI::Option*> all = command.get_options();
  for (const CLI::App* below : command.get_subcommands(nullptr)) {
    for (const CLI::Option* option : below->get_options()) {
      const auto is_same = [&](const CLI::Option* known) {
        return known->get_name() == option->get_name();
      };
      if (std::ranges::none_of(all, is_same)) all.push_back(option);
    }
  }
  return all;
}

Words options_of(const CLI::App& command) {
  Words names;
  for (const CLI::Option* option : all_options(command)) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

// Each option with values: its name as `command --option`.
std::vector<std::pair<std::string, Words>> choices_of(const CLI::App& command) {
  std::vector<std::pair<std::string, Words>> choices;
  for (const CLI::Option* option : all_options(command)) {
    const Words values = values_of(*option);
    if (values.empty()) continue;
    const std::string name =
        option->get_lnames().empty() ? option->get_name() : "--" + option->get_lnames().front();
    choices.emplace_back(fmt::format("{} {}", command.get_name(), name), values);
  }
  return choices;
}

std::string bash(const CLI::App& program) {
  std::string out =
      "_mlm() {\n  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  local words=\n  case \"${COMP_WORDS[1]} $before\" in\n";
  for (const CLI::App* command : program.get_subcommands(nullptr)) {
    for (const auto& [name, values] : choices_of(*command)) {
      if (name.find(" --") == std::string::npos) continue;
      out += fmt::format("    '{}') words='{}' ;;\n", name, fmt::join(values, " "));
    }
  }
  out += "    *)\n      if ((COMP_CWORD == 1)); then\n";
  out += fmt::format("        words='{}'\n", fmt::join(commands_of(program), " "));
  for (const CLI::App* command : program.get_subcommands(nullptr)) {
    if (commands_of(*command).empty()) continue;
    out += fmt::format(
        "      elif ((COMP_CWORD == 2)) && [[ ${{COMP_WORDS[1]}} == {} && $word != -* ]]; then\n"
        "        words='{}'\n",
        command->get_name(), fmt::join(commands_of(*command), " "));
  }
  out += "      elif [[ $word == -* ]]; then\n        case ${COMP_WORDS[1]} in\n";
  for (const CLI::App* command : program.get_subcommands(nullptr)) {
    out += fmt::format("          {}) words='{}' ;;\n", command->get_name(),
                       fmt::join(options_of(*command), " "));
  }
  out +=
      "        esac\n      fi\n      ;;\n  esac\n"
      "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n}\n"
      "complete -o bashdefault -o default -F _mlm mlm\n";
  return out;
}

std::string zsh(const CLI::App& program) {
  return "#compdef mlm\nautoload -U +X bashcompinit && bashcompinit\n" + bash(program);
}

// Inside single quotes of fish.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string fish(const CLI::App& program) {
  std::string out;
  for (const CLI::App* command : program.get_subcommands(nullptr)) {
    out += fmt::format("complete -c mlm -n __fish_use_subcommand -f -a {} -d {}\n",
                       command->get_name(), quoted(command->get_description()));
  }
  for (const CLI::App* command : program.get_subcommands(nullptr)) {
    for (const CLI::App* below : command->get_subcommands(nullptr)) {
      out += fmt::format("complete -c mlm -n '__fish_seen_subcommand_from {}' -f -a {} -d {}\n",
                         command->get_name(), below->get_name(), quoted(below->get_description()));
    }
    for (const CLI::Option* option : all_options(*command)) {
      if (option->get_lnames().empty()) continue;
      const Words values = values_of(*option);
      out += fmt::format("complete -c mlm -n '__fish_seen_subcommand_from {}' -l {}",
                         command->get_name(), option->get_lnames().front());
      if (!values.empty()) {
        out += fmt::format(" -x -a '{}'", fmt::join(values, " "));
      } else if (option->get_items_expected_max() > 0) {
        out += " -r";
      }
      out += fmt::format(" -d {}\n", quoted(option->get_description()));
    }
  }
  return out;
}

}  // namespace

void add_completion(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand("completion", "Print a completion script for a shell");
  auto shell = std::make_shared<std::string>();
  command->add_option("SHELL", *shell, "the shell")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->footer("Example: mlm completion bash > ~/.local/share/bash-completion/completions/mlm");
  command->callback([&program, shell, &status] {
    status = print_to("-", *shell == "bash"  ? bash(program)
                           : *shell == "zsh" ? zsh(program)
                                             : fish(program));
  });
}

}  // namespace stacmlm::cli
