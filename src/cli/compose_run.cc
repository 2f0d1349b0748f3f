// SPDX-License-Identifier: Apache-2.0
#include "cli/compose_run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <utility>
#include <vector>

#include "cli/child_process.h"
#include "cli/compose_check.h"
#include "cli/data_folders.h"
#include "cli/engine.h"
#include "cli/output.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "cli/writer.h"
#include "stacmlm/compose/check.h"
#include "stacmlm/diag/renderer.h"

namespace stacmlm::cli {
namespace {

using base::ErrorKind;
using base::fail;

std::string_view purpose_of(const ComposeRun& options) {
  return options.training ? "training" : "inference";
}

/// Shows the report if it refuses the document.
bool is_refused(const compose::Checked& checked) {
  if (*checked.report.valid) return false;
  std::string text;
  const auto renderer = diag::make_renderer("text", render_options(false),
                                            [&](std::string_view piece) { text += piece; });
  if (!renderer) return true;
  (*renderer)->document(checked.report);
  fmt::print(stderr, "{}", text);
  complain(fmt::format("{} is not run", checked.report.path));
  return true;
}

base::Result<std::string> choose_runtime(const compose::Checked& item, const ComposeRun& options) {
  std::vector<compose::Runtime> fit;
  std::vector<std::string> keys;
  for (const compose::Runtime& runtime : item.runtimes) {
    if (runtime.is_training != options.training) continue;
    keys.push_back(runtime.asset);
    if (options.asset.empty() || options.asset == runtime.asset) fit.push_back(runtime);
  }
  const std::string_view purpose = purpose_of(options);
  if (keys.empty()) {
    return fail(ErrorKind::kInvalidDocument,
                fmt::format("{}: no asset is a Compose file with the role of the {} runtime",
                            options.item, purpose));
  }
  if (fit.empty()) {
    return fail(ErrorKind::kInvalidArgument,
                fmt::format("{}: no {} runtime `{}`; there are {}", options.item, purpose,
                            options.asset, fmt::join(keys, ", ")));
  }
  if (fit.size() > 1) {
    return fail(ErrorKind::kInvalidArgument,
                fmt::format("{}: several {} runtimes, choose one with --asset: {}", options.item,
                            purpose, fmt::join(keys, ", ")));
  }
  if (fit.front().file) return *fit.front().file;
  return fail(ErrorKind::kNotFound,
              fmt::format("{}: `{}` is not on this machine; download it, and give its path as the "
                          "href of the asset `{}`",
                          options.item, fit.front().href, fit.front().asset));
}

/// The service whose end is the end of the run.
base::Result<std::string> choose_service(const compose::Plan& plan, const std::string& file,
                                         const std::string& wanted) {
  if (!plan.built.empty()) {
    return fail(ErrorKind::kUnsupported,
                fmt::format("{}: `{}` would have to be built; publish its image, and name that",
                            file, fmt::join(plan.built, "`, `")));
  }
  const auto& candidates = wanted.empty() ? plan.last_services : plan.services;
  if (!wanted.empty()) {
    if (std::ranges::find(candidates, wanted) != candidates.end()) return wanted;
    return fail(ErrorKind::kInvalidArgument, fmt::format("{}: no service `{}`; there are {}", file,
                                                         wanted, fmt::join(candidates, ", ")));
  }
  if (candidates.size() == 1) return candidates.front();
  return fail(ErrorKind::kInvalidArgument,
              fmt::format("{}: say with --service which of these ends the run: {}", file,
                          fmt::join(plan.services, ", ")));
}

/// A name that no other run has: what it brings is removed at the end.
std::string project_name(const std::string& id) {
  constexpr std::size_t kLongest = 40;
  std::string name = "mlm-";
  for (const char c : id.substr(0, kLongest)) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    name += is_upper ? static_cast<char>(c - 'A' + 'a') : is_kept ? c : '-';
  }
  return name + fmt::format("-{:08x}", std::random_device()());
}

struct Commands {
  ChildProcess up;
  ChildProcess down;
};

Commands commands_for(const std::string& engine, const std::string& project,
                      const std::string& service, const compose::Plan& plan,
                      const DataFolders& folders) {
  Commands commands;
  for (ChildProcess* child : {&commands.up, &commands.down}) {
    child->words = {engine, "compose", "-f", "-", "-p", project};
    child->variables = {{compose::kInputVariable, folders.input},
                        {compose::kOutputVariable, folders.output}};
    child->stdin_text = plan.document;
  }
  const auto add = [](ChildProcess& child, std::vector<std::string> words) {
    child.words.insert(child.words.end(), words.begin(), words.end());
  };
  add(commands.up, {"up", "--exit-code-from", service, service});
  add(commands.down, {"down", "--volumes"});
  return commands;
}

/// For a shell to read back: options stay bare, and every byte stays.
std::string shell_word(const std::string& text) {
  constexpr std::string_view kBare =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@%+=,-";
  if (!text.empty() && text.find_first_not_of(kBare) == std::string::npos) return text;
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

int show(const Commands& commands, const compose::Plan& plan) {
  std::string out;
  for (const auto& [name, value] : commands.up.variables)
    out += fmt::format("{}={}\n", name, shell_word(value));
  for (const ChildProcess* child : {&commands.up, &commands.down}) {
    std::string_view before;
    for (const std::string& word : child->words) {
      out += std::exchange(before, " ");
      out += shell_word(word);
    }
    out += '\n';
  }
  return print_to("-", out + "\n" + plan.document);
}

base::Result<int> start(const Commands& commands) {
  STACMLM_TRY(const int status, run_child(commands.up));
  const auto removed = run_child(commands.down);
  if (!removed || *removed != 0)
    complain(fmt::format("could not clean up: {}", fmt::join(commands.down.words, " ")));
  return status;
}

base::Result<compose::Checked> read(const std::string& path, bool is_runtime) {
  auto checked = check_compose(path, is_runtime);
  if (!checked) return tl::unexpected(std::move(checked).error().during(path));
  return checked;
}

/// podman is told of a mount in one text, which it cuts at these: a path with one is another mount.
bool is_cut_by(const std::string& engine, const std::string& path) {
  return engine.ends_with("/podman") && path.find_first_of(":,\"\n") != std::string::npos;
}

base::Result<int> run(const ComposeRun& options) {
  STACMLM_TRY(const compose::Checked item, read(options.item, false));
  if (is_refused(item)) return status::kFindings;
  if (!item.is_item) return fail(ErrorKind::kInvalidDocument, options.item + ": no Item");
  STACMLM_TRY(const std::string file, choose_runtime(item, options));
  STACMLM_TRY(const compose::Checked runtime, read(file, true));
  if (is_refused(runtime)) return status::kFindings;
  if (!runtime.plan) return fail(ErrorKind::kInvalidDocument, file + ": no Compose file");
  STACMLM_TRY(const std::string service, choose_service(*runtime.plan, file, options.service));
  STACMLM_TRY(const DataFolders folders, data_folders(options.input, options.output));
  const char* path = std::getenv("PATH");
  const auto engine = find_engine(path == nullptr ? "" : path);
  if (!engine && !options.dry_run) return tl::unexpected(engine.error());
  for (const std::string& folder : {folders.input, folders.output}) {
    if (engine && is_cut_by(*engine, folder)) {
      return fail(
          ErrorKind::kUnsupported,
          fmt::format("{}: podman takes `:`, `,` and quotes in a path for options; give the "
                      "folder another name",
                      folder));
    }
  }
  const Commands commands = commands_for(engine.value_or("docker"), project_name(item.report.id),
                                         service, *runtime.plan, folders);
  return options.dry_run ? show(commands, *runtime.plan) : start(commands);
}

}  // namespace

int run_compose(const ComposeRun& options) {
  const auto status = run(options);
  if (status) return *status;
  complain(status.error().message);
  return status::kNotDone;
}

}  // namespace stacmlm::cli
