// SPDX-License-Identifier: Apache-2.0
#include "artifact/torch/script_code.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "artifact/torch/script_operators.h"
#include "artifact/torch/script_tokens.h"

namespace stacmlm::artifact::torch {

/// Goes through the tokens of one file.
class ScriptReader {
 public:
  ScriptReader(ScriptCode& all, std::string_view code, std::string_view module,
               std::string_view part, Collector& collector)
      : all_(all), tokens_(code), module_(module), part_(part), collector_(collector) {
    token_ = tokens_.next();
  }

  base::Result<void> run() {
    while (token_.kind != Token::Kind::kEnd) {
      if (token_.kind == Token::Kind::kBroken) {
        collector_.danger(DangerKind::kNotAnalysed, part_, "a text that does not end");
        return {};
      }
      if (token_.kind != Token::Kind::kName) {
        const bool is_attribute = token_.text == ".";
        advance();
        if (is_attribute && token_.kind == Token::Kind::kName) {
          STACMLM_CHECK(method());
        }
        continue;
      }
      const std::string_view word = token_.text;
      if (word == "def" || word == "class") {
        STACMLM_CHECK(definition(word == "class"));
      } else if (word == "__parameters__") {
        STACMLM_CHECK(parameters());
      } else {
        STACMLM_CHECK(name());
      }
    }
    return {};
  }

 private:
  using Done = base::Result<void>;

  void advance() { token_ = tokens_.next(); }

  Done definition(bool is_class) {
    advance();
    if (token_.kind != Token::Kind::kName) return {};
    const std::string defined(token_.text);
    STACMLM_CHECK(collector_.keep(defined.size() + module_.size()));
    all_.defined_.insert(defined);
    if (is_class) class_ = &all_.classes_[std::string(module_) + '.' + defined];
    advance();
    if (!is_class || token_.text != "(") return {};
    while (token_.text != ")" && token_.kind != Token::Kind::kEnd &&
           token_.kind != Token::Kind::kBroken)
      advance();  // of what it is one: Module, NamedTuple
    return {};
  }

  // __parameters__ = ["weight", "bias", ]
  Done parameters() {
    advance();
    if (token_.text != "=") return {};
    advance();
    if (token_.text != "[") return {};
    for (advance(); token_.kind == Token::Kind::kText || token_.text == ","; advance()) {
      if (token_.kind != Token::Kind::kText || class_ == nullptr) continue;
      STACMLM_CHECK(collector_.keep(token_.text.size() + sizeof(std::string)));
      class_->parameters.insert(std::string(token_.text));
    }
    return {};
  }

  // A dotted name, in the end called or not: an operator can be called by another name later.
  Done name() {
    std::vector<std::string_view> parts{token_.text};
    advance();
    while (token_.text == "." && token_.kind == Token::Kind::kOther) {
      advance();
      if (token_.kind != Token::Kind::kName) break;
      parts.push_back(token_.text);
      advance();
    }
    const bool is_called = token_.kind == Token::Kind::kOther && token_.text == "(";
    if (parts.front() == "torch" && parts.size() > 1) return use("aten", parts, 1);
    if (parts.front() == "ops") return use(parts.size() > 1 ? parts[1] : "", parts, 2);
    if (parts.front() == "__torch__") return class_name(parts);
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const bool is_last = i + 1 == parts.size();
      STACMLM_CHECK(attribute(parts[i], is_last && is_called));
    }
    if (parts.size() > 1) return {};
    if (is_called) return note(all_.bare_, std::string(parts.front()));
    return token_.text == "=" ? assignment(parts.front()) : Done();
  }

  // Of this code; or of C++, which a library may have brought.
  Done class_name(const std::vector<std::string_view>& parts) {
    if (parts.size() < 4 || parts[1] != "torch" || parts[2] != "classes") return {};
    return use("classes." + std::string(parts[3]), parts, 4);
  }

  Done assignment(std::string_view variable) {
    if (all_.assigned_.contains(variable)) return {};
    STACMLM_CHECK(collector_.keep(variable.size() + sizeof(std::string)));
    all_.assigned_.emplace(variable);
    return {};
  }

  Done method() {
    const std::string_view attribute_name = token_.text;
    advance();
    return attribute(attribute_name, token_.kind == Token::Kind::kOther && token_.text == "(");
  }

  // x.relu() means torch.relu(x) if the class of x has no such method.
  Done attribute(std::string_view attribute_name, bool is_called) {
    // A plain word may be an attribute as well, `load`.
    const bool is_plain = attribute_name.find('_') == std::string_view::npos;
    if (is_file_name(attribute_name) && (is_called || !is_plain))
      return use("aten", {attribute_name}, 0);
    return is_called ? note(all_.methods_, std::string(attribute_name)) : Done();
  }

  Done use(std::string_view space, const std::vector<std::string_view>& parts, std::size_t from) {
    std::string used = std::string(space) + "::";
    for (std::size_t i = from; i < parts.size(); ++i) {
      if (i > from) used += '.';
      used += parts[i];
    }
    return note(all_.used_, std::move(used));
  }

  Done note(std::map<std::string, std::string, std::less<>>& to, std::string noted) {
    if (to.contains(noted)) return {};
    STACMLM_CHECK(collector_.keep(noted.size() + part_.size() + 2 * sizeof(std::string)));
    to.emplace(std::move(noted), part_);
    return {};
  }

  ScriptCode& all_;
  Tokens tokens_;
  Token token_;
  std::string_view module_;
  std::string part_;
  Collector& collector_;
  ScriptClass* class_ = nullptr;
};

base::Result<void> ScriptCode::read(std::string_view code, std::string_view module,
                                    std::string_view part, Collector& collector) {
  return ScriptReader(*this, code, module, part, collector).run();
}

base::Result<void> ScriptCode::report(Collector& collector) const {
  std::map<std::string, std::string, std::less<>> all = used_;
  for (const auto& [called, part] : methods_) {
    if (!defined_.contains(called)) all.emplace("aten::" + called, part);
  }
  // What a variable stands for is named where it is assigned.
  for (const auto& [called, part] : bare_) {
    if (is_language_function(called) || defined_.contains(called) || assigned_.contains(called))
      continue;
    collector.danger(DangerKind::kNotAnalysed, part,
                     fmt::format("calls {}, which is not known here", called));
  }
  for (const auto& [used, part] : all) {
    switch (kind_of_operator(used)) {
      case OperatorKind::kComputes:
        break;
      case OperatorKind::kFiles:
        collector.danger(DangerKind::kFileAccess, part,
                         fmt::format("runs {}, which reads or writes files", used));
        break;
      case OperatorKind::kForeign:
        collector.danger(DangerKind::kCustomOperator, part,
                         fmt::format("needs {}, an operator that PyTorch has not", used));
        break;
      case OperatorKind::kUnknown:
        collector.danger(DangerKind::kNotAnalysed, part,
                         fmt::format("runs {}, which is not known here", used));
        break;
    }
    STACMLM_CHECK(collector.add_operator(used));
  }
  return {};
}

}  // namespace stacmlm::artifact::torch
