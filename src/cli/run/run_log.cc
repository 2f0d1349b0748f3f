// SPDX-License-Identifier: Apache-2.0
#include "cli/run/run_log.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>

#include "cli/terminal.h"
#include "diag/json_writer.h"
#include "diag/visible.h"

namespace stacmlm::cli {
namespace {

using diag::JsonWriter;

constexpr std::string_view kProgram = "mlm run";
/// Of one message: an Item may have names of megabytes.
constexpr std::size_t kMostTold = 10000;

/// An event, still open.
JsonWriter event_of(std::string_view event) {
  JsonWriter out;
  out.open('{').key("time").string(now()).key("event").string(event);
  return out;
}

void write(JsonWriter& out) {
  out.close('}');
  write_to_stderr(out.text() + '\n');
}

std::string seconds_text(double seconds) { return fmt::format("{:.3f}", seconds); }

}  // namespace

std::string now() {
  const std::time_t time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(time));
}

void RunLog::begin(const std::string& scene, const std::string& id, std::uint64_t tiles) const {
  if (!as_json_) return;
  JsonWriter out = event_of("begun");
  out.key("scene").string(scene).key("id").string(id).key("tiles").number(tiles);
  write(out);
}

void RunLog::done(const std::string& scene, const std::string& id, const run::RunResult& result,
                  const std::vector<std::string>& notes) {
  ++counts_.done;
  if (!as_json_) {
    for (const std::string& note : notes) complain("note: " + note, kProgram);
    return;
  }
  JsonWriter out = event_of("done");
  out.key("scene").string(scene).key("id").string(id).key("item").string(result.item_path);
  out.key("result").string(result.path);
  if (!result.preview.empty()) out.key("preview").string(result.preview);
  out.key("pixels").number(result.pixels).key("tiles").number(result.tiles);
  out.key("empty_tiles").number(result.skipped_tiles);
  out.key("seconds").raw(seconds_text(result.seconds));
  const double rate = result.seconds > 0 ? static_cast<double>(result.pixels) / result.seconds : 0;
  out.key("mpx_per_second").raw(seconds_text(rate / 1e6));
  out.key("notes").open('[');
  for (const std::string& note : notes) out.string(note);
  out.close(']');
  write(out);
}

void RunLog::skip(const std::string& scene, const std::string& id, const std::string& item) {
  ++counts_.skipped;
  if (!as_json_) return;
  JsonWriter out = event_of("skipped");
  out.key("scene").string(scene).key("id").string(id).key("item").string(item);
  write(out);
}

void RunLog::printed(const std::string& scene, const std::string& function,
                     const std::string& line) const {
  if (!as_json_) return complain(fmt::format("{}: `{}`: {}", scene, function, line), kProgram);
  JsonWriter out = event_of("printed");
  out.key("scene").string(scene).key("function").string(function).key("text").string(line);
  write(out);
}

void RunLog::refuse(const std::string& scene, const std::string& message) {
  ++counts_.refused;
  tell_bad("refused", scene, message);
}

void RunLog::fail(const std::string& scene, const std::string& message) {
  ++counts_.failed;
  tell_bad("failed", scene, message);
}

void RunLog::tell_bad(std::string_view event, const std::string& scene,
                      const std::string& whole) const {
  const std::string message = whole.size() > kMostTold ? diag::shortened(whole, kMostTold) : whole;
  if (as_json_) {
    JsonWriter out = event_of(event);
    out.key("scene").string(scene).key("message").string(message);
    return write(out);
  }
  const bool is_named = message.starts_with(scene + ":");
  complain(is_named ? message : fmt::format("{}: {}", scene, message), kProgram);
}

void RunLog::end(bool is_stopped) const {
  if (as_json_) {
    JsonWriter out = event_of("ended");
    out.key("done").number(counts_.done).key("skipped").number(counts_.skipped);
    out.key("refused").number(counts_.refused).key("failed").number(counts_.failed);
    out.key("stopped").raw(is_stopped ? "true" : "false");
    const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
    out.key("seconds").raw(seconds_text(seconds));
    return write(out);
  }
  if (is_stopped) complain("stopped; --resume goes on with what is not done", kProgram);
}

void RunLog::complain_of(const std::string& message) const {
  if (!as_json_) return complain(message, kProgram);
  JsonWriter out = event_of("error");
  out.key("message").string(message);
  write(out);
}

}  // namespace stacmlm::cli
