// SPDX-License-Identifier: Apache-2.0
#include "artifact/pickle/findings.h"

#include <fmt/format.h>

#include <cstddef>
#include <map>
#include <set>
#include <string>

namespace stacmlm::artifact::pickle {
namespace {

constexpr std::size_t kLongestCall = 160;
constexpr std::size_t kLongestText = 60;
constexpr std::size_t kMostNames = 300;
constexpr std::size_t kMostCallsOfOne = 20;
constexpr std::size_t kMostOddities = 20;
constexpr int kDeepest = 4;

void append_printable(std::string& to, std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7F) {
      to += fmt::format("\\x{:02x}", byte);
    } else {
      if (c == '"' || c == '\\') to += '\\';
      to += c;
    }
  }
}

std::string name_text(const Global& global) {
  std::string text;
  append_printable(text, global.full_name().substr(0, kLongestCall));
  return text;
}

/// Writes values as Python does, until the text is long enough.
class ValueText {
 public:
  explicit ValueText(const Values& values) : values_(values) {}

  std::string take() && {
    if (text_.size() > kLongestCall) {
      text_.resize(kLongestCall);
      text_ += "...";
    }
    return std::move(text_);
  }

  void call(const Object& call, int depth) {
    if (const Global* callee = values_.global(call.callee)) {
      text_ += name_text(*callee);
    } else {
      text_ += '(';
      value(call.callee, depth + 1);
      text_ += ')';
    }
    text_ += '(';
    if (depth == kDeepest) {
      text_ += "...";
    } else {
      list(call.arguments, depth + 1);
    }
    text_ += ')';
  }

 private:
  void list(ValueId container, int depth) {
    bool is_first = true;
    for (const ValueId item : values_.items(container)) {
      if (!is_first) text_ += ", ";
      if (text_.size() > kLongestCall) return;
      is_first = false;
      value(item, depth);
    }
  }

  void value(ValueId id, int depth) {
    if (text_.size() > kLongestCall) return;
    if (id == kNoValue || depth > kDeepest) {
      text_ += "...";
    } else if (const auto text = values_.text(id)) {
      text_ += '"';
      append_printable(text_, text->substr(0, kLongestText));
      text_ += text->size() > kLongestText ? "...\"" : "\"";
    } else if (const auto number = values_.integer(id)) {
      text_ += fmt::format("{}", *number);
    } else if (const auto real = values_.real(id)) {
      text_ += fmt::format("{}", *real);
    } else if (const auto yes = values_.boolean(id)) {
      text_ += *yes ? "True" : "False";
    } else if (const auto bytes = values_.bytes(id)) {
      text_ += fmt::format("<{} bytes>", bytes->size);
    } else if (const Global* global = values_.global(id)) {
      text_ += name_text(*global);
    } else if (const Object* object = values_.object(id)) {
      call(*object, depth);
    } else {
      container(id, depth);
    }
  }

  void container(ValueId id, int depth) {
    const Kind kind = values_.kind(id);
    if (kind == Kind::kNone) {
      text_ += "None";
    } else if (kind == Kind::kTuple || kind == Kind::kList || kind == Kind::kSet) {
      text_ += kind == Kind::kTuple ? '(' : kind == Kind::kList ? '[' : '{';
      list(id, depth + 1);
      text_ += kind == Kind::kTuple ? ')' : kind == Kind::kList ? ']' : '}';
    } else {
      text_ += kind == Kind::kDict ? "{...}" : "...";
    }
  }

  const Values& values_;
  std::string text_;
};

std::string origin_of(const Global& global) {
  const std::string_view library = library_of(global.module);
  return library.empty() ? std::string() : fmt::format(": code of {}", library);
}

void report_calls(const Stream& stream, std::string_view part, Loader loader, Collector& collector,
                  std::set<const Global*>& called) {
  std::map<const Global*, std::set<std::string>> told;
  for (const Object& object : stream.values.objects()) {
    const Global* callee = stream.values.global(object.callee);
    if (callee == nullptr || is_harmless(*callee, loader)) continue;
    if (called.size() >= kMostNames && !called.contains(callee)) continue;
    called.insert(callee);
    std::set<std::string>& calls = told[callee];
    if (calls.size() > kMostCallsOfOne) continue;
    std::string call = call_text(stream.values, object);
    const bool is_listed = calls.size() < kMostCallsOfOne;
    if (!is_listed) call = name_text(*callee) + " more often than is listed";
    if (!calls.insert(call).second) continue;
    const bool sets_state = object.state != kNoValue;
    const bool has_arguments = !stream.values.items(object.arguments).empty();
    collector.danger(DangerKind::kCall, place_of(part, object.position),
                     fmt::format("calls {}{}{}", call, sets_state ? " and sets its state" : "",
                                 origin_of(*callee)),
                     is_listed && sets_state && !has_arguments);
  }
}

void report_oddities(const Stream& stream, std::string_view part, Collector& collector) {
  std::size_t count = 0;
  for (const Stream::Oddity& oddity : stream.oddities) {
    if (++count > kMostOddities) return;
    const std::string place = place_of(part, oddity.position);
    if (oddity.kind == Stream::Oddity::Kind::kCallsValue) {
      collector.danger(DangerKind::kNotAnalysed, place,
                       "calls what only running the pickle would tell");
    } else if (oddity.kind == Stream::Oddity::Kind::kDoubtfulState) {
      collector.danger(DangerKind::kNotAnalysed, place, oddity.what);
    } else if (const Global* global = stream.values.global(oddity.value)) {
      collector.danger(DangerKind::kCall, place,
                       fmt::format("changes {} itself", name_text(*global)));
    }
  }
}

}  // namespace

std::string place_of(std::string_view part, std::uint64_t position) {
  return part.empty() ? fmt::format("byte {}", position)
                      : fmt::format("{} byte {}", part, position);
}

std::string call_text(const Values& values, const Object& call) {
  ValueText text(values);
  text.call(call, 0);
  return std::move(text).take();
}

void report(const Stream& stream, std::string_view part, Loader loader, Collector& collector) {
  std::set<const Global*> called;
  report_calls(stream, part, loader, collector, called);
  std::size_t count = 0;
  for (const Global& global : stream.values.globals()) {
    if (called.contains(&global) || is_harmless(global, loader)) continue;
    if (++count > kMostNames) {
      collector.danger(DangerKind::kCall, part, "imports more names than are listed");
      break;
    }
    collector.danger(DangerKind::kCall, place_of(part, global.position),
                     fmt::format("imports {}{}", name_text(global), origin_of(global)));
  }
  report_oddities(stream, part, collector);
}

base::Result<void> analyse(ByteReader& reader, std::string_view part, Loader loader,
                           Collector& collector, MachineLimits& budget, Stream& stream,
                           BuildWatcher* watcher) {
  const auto read = read_stream(reader, budget, stream, watcher);
  budget.operations -= stream.operations;
  report(stream, part, loader, collector);
  if (read) return {};
  stream.result = kNoValue;
  if (!is_about_content(read.error())) return read;
  collector.danger(DangerKind::kNotAnalysed, place_of(part, stream.end), read.error().message);
  return {};
}

}  // namespace stacmlm::artifact::pickle
