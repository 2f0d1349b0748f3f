// SPDX-License-Identifier: Apache-2.0
#include "compose/interpolation.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rules/nearest.h"
#include "stacmlm/compose/check.h"

namespace stacmlm::compose {
namespace {

constexpr std::size_t kDepth = 16;

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// Cuts the name off that starts the text.
std::string_view take_name(std::string_view& text) {
  std::size_t size = 0;
  while (size < text.size() &&
         (is_name_start(text[size]) || (size > 0 && text[size] >= '0' && text[size] <= '9')))
    ++size;
  const std::string_view name = text.substr(0, size);
  text.remove_prefix(size);
  return name;
}

void add_text(std::vector<Piece>& pieces, std::string_view text) {
  if (text.empty()) return;
  if (pieces.empty() || pieces.back().kind != Piece::Kind::kText) pieces.emplace_back();
  pieces.back().text += text;
}

class Reader {
 public:
  Reader(Interpolated& to, std::size_t depth) : to_(to), depth_(depth) {}

  // NOLINTNEXTLINE(misc-no-recursion): as deep as kDepth
  void read(std::string_view text) {
    while (!text.empty() && to_.fault.empty()) {
      const std::size_t dollar = std::min(text.find('$'), text.size());
      add_text(to_.pieces, text.substr(0, dollar));
      text.remove_prefix(dollar);
      if (text.empty()) return;
      text.remove_prefix(1);
      read_variable(text);
    }
  }

 private:
  /// What stands behind a `$`.
  // NOLINTNEXTLINE(misc-no-recursion): as deep as kDepth
  void read_variable(std::string_view& text) {
    if (text.starts_with('$')) {
      add_text(to_.pieces, "$");
      text.remove_prefix(1);
    } else if (text.starts_with('{')) {
      const std::size_t end = closing_brace(text);
      if (end == std::string_view::npos) {
        to_.fault = "a `${` without its `}`";
        return;
      }
      read_braced(text.substr(1, end - 1));
      text.remove_prefix(end + 1);
    } else if (const std::string_view name = take_name(text); !name.empty()) {
      add_variable(name, "", "");
    } else {
      to_.fault = "a `$` that begins no variable";
    }
  }

  static std::size_t closing_brace(std::string_view text) {
    std::size_t open = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '{') ++open;
      if (text[i] == '}' && --open == 0) return i;
    }
    return std::string_view::npos;
  }

  // NOLINTNEXTLINE(misc-no-recursion): as deep as kDepth
  void read_braced(std::string_view inner) {
    const std::string_view whole = inner;
    const std::string_view name = take_name(inner);
    std::string_view form;
    for (const std::string_view known : {":-", ":?", ":+", "-", "?", "+"}) {
      if (!inner.starts_with(known)) continue;
      form = known.substr(known.size() - 1);
      inner.remove_prefix(known.size());
      break;
    }
    if (name.empty() || (form.empty() && !inner.empty())) {
      to_.fault = fmt::format("{} is no variable", rules::shown(fmt::format("${{{}}}", whole)));
      return;
    }
    add_variable(name, form, inner);
  }

  // NOLINTNEXTLINE(misc-no-recursion): as deep as kDepth
  void add_variable(std::string_view name, std::string_view form, std::string_view rest) {
    if (depth_ == kDepth) {
      to_.fault = fmt::format("variables nested deeper than {} levels", kDepth);
      return;
    }
    Interpolated inner;
    if (form == "-" || form == "+") Reader(inner, depth_ + 1).read(rest);
    if (!inner.fault.empty()) {
      to_.fault = std::move(inner.fault);
      return;
    }
    if (name == kInputVariable || name == kOutputVariable) {
      // It is set in a run: `+` takes the other text instead.
      if (form == "+") return take(std::move(inner));
      Piece& piece = to_.pieces.emplace_back();
      piece.kind = name == kInputVariable ? Piece::Kind::kInput : Piece::Kind::kOutput;
      if (form == "-") piece.fallback = inner.text();
      return;
    }
    OtherVariable& other = to_.others.emplace_back();
    other.name = name;
    other.is_required = form == "?";
    if (form != "-") return;
    other.fallback = inner.text();
    take(std::move(inner));
  }

  void take(Interpolated inner) {
    for (Piece& piece : inner.pieces) {
      if (piece.kind == Piece::Kind::kText) {
        add_text(to_.pieces, piece.text);
      } else {
        to_.pieces.push_back(std::move(piece));
      }
    }
    for (OtherVariable& other : inner.others) to_.others.push_back(std::move(other));
  }

  Interpolated& to_;
  std::size_t depth_;
};

}  // namespace

bool Interpolated::is_text() const {
  return std::ranges::all_of(pieces,
                             [](const Piece& piece) { return piece.kind == Piece::Kind::kText; });
}

std::string Interpolated::text() const {
  std::string all;
  for (const Piece& piece : pieces) {
    if (piece.kind == Piece::Kind::kText) {
      all += piece.text;
    } else {
      all += fmt::format("${{{}}}",
                         piece.kind == Piece::Kind::kInput ? kInputVariable : kOutputVariable);
    }
  }
  return all;
}

Interpolated interpolate(std::string_view text) {
  Interpolated interpolated;
  Reader(interpolated, 0).read(text);
  return interpolated;
}

}  // namespace stacmlm::compose
