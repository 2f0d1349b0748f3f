// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include "artifact/collector.h"
#include "artifact/pickle/state.h"
#include "artifact/pickle/unpickler.h"

namespace stacmlm::artifact::pickle {

base::Result<void> Unpickler::push_global(std::string_view module, std::string_view name) {
  STACMLM_CHECK(keep(module.size() + name.size()));
  push(values().add_global(module, name, position_));
  return {};
}

base::Result<void> Unpickler::global() {
  STACMLM_TRY(const std::string module, line());
  STACMLM_TRY(const std::string name, line());
  return push_global(module, name);
}

base::Result<void> Unpickler::stack_global() {
  STACMLM_TRY(const ValueId name_id, pop());
  STACMLM_TRY(const ValueId module_id, pop());
  const auto module = values().text(module_id);
  const auto name = values().text(name_id);
  if (!module || !name) {
    return base::fail(base::ErrorKind::kUnsupported,
                      "a name is imported that only running the pickle would tell");
  }
  return push_global(*module, *name);
}

base::Result<void> Unpickler::extension() {
  return base::fail(base::ErrorKind::kUnsupported,
                    "a name is imported by a number that only the loading program knows");
}

base::Result<void> Unpickler::push_call(ValueId callee, ValueId arguments, ValueId keywords) {
  if (values().kind(callee) != Kind::kGlobal)
    stream_.oddities.push_back({Stream::Oddity::Kind::kCallsValue, position_, callee, {}});
  push(values().add_object(
      {.callee = callee, .arguments = arguments, .keywords = keywords, .position = position_}));
  return {};
}

base::Result<void> Unpickler::reduce() {
  STACMLM_TRY(const ValueId arguments, pop());
  STACMLM_TRY(const ValueId callee, pop());
  return push_call(callee, arguments);
}

base::Result<void> Unpickler::new_object() { return reduce(); }

base::Result<void> Unpickler::new_object_with_keywords() {
  STACMLM_TRY(const ValueId keywords, pop());
  STACMLM_TRY(const ValueId arguments, pop());
  STACMLM_TRY(const ValueId callee, pop());
  return push_call(callee, arguments, keywords);
}

base::Result<void> Unpickler::instance() {
  STACMLM_TRY(const std::string module, line());
  STACMLM_TRY(const std::string name, line());
  STACMLM_CHECK(push_global(module, name));
  STACMLM_TRY(const ValueId callee, pop());
  STACMLM_TRY(const auto items, pop_mark());
  STACMLM_CHECK(push_container(Kind::kTuple, items));
  STACMLM_TRY(const ValueId arguments, pop());
  return push_call(callee, arguments);
}

base::Result<void> Unpickler::object_of_mark() {
  STACMLM_TRY(auto items, pop_mark());
  if (items.empty()) return malformed("an object of no class");
  const ValueId callee = items.front();
  items.erase(items.begin());
  STACMLM_CHECK(push_container(Kind::kTuple, items));
  STACMLM_TRY(const ValueId arguments, pop());
  return push_call(callee, arguments);
}

base::Result<void> Unpickler::build() {
  STACMLM_TRY(const ValueId state, pop());
  STACMLM_TRY(const ValueId target, top());
  const Kind kind = values().kind(target);
  if (kind == Kind::kObject) {
    values().change_object(target).state = state;
    if (const std::string_view doubt = doubt_of_state(values(), target); !doubt.empty())
      stream_.oddities.push_back({Stream::Oddity::Kind::kDoubtfulState, position_, target, doubt});
    if (watcher_ != nullptr) return watcher_->built(reader_, stream_, target);
  } else if (kind == Kind::kGlobal) {
    stream_.oddities.push_back({Stream::Oddity::Kind::kChangesGlobal, position_, target, {}});
  } else if (kind != Kind::kOther && kind != Kind::kPersistent) {
    return base::fail(base::ErrorKind::kUnsupported, "a state is given to what has none");
  }
  return {};
}

base::Result<void> Unpickler::persistent_text() {
  STACMLM_TRY(const std::string key, line());
  STACMLM_CHECK(push_text(key));
  return persistent();
}

base::Result<void> Unpickler::persistent() {
  STACMLM_TRY(const ValueId key, pop());
  // To torch.load ('module', class, its source, ...) is the class.
  const ValueId type = values().item(key, 1);
  const bool is_class =
      values().text(values().item(key, 0)) == "module" && values().global(type) != nullptr;
  push(is_class ? type : values().add_persistent(key));
  return {};
}

base::Result<void> Unpickler::out_of_band() {
  return base::fail(base::ErrorKind::kUnsupported,
                    "takes a buffer that is handed to the loading program, not in the file");
}

}  // namespace stacmlm::artifact::pickle
