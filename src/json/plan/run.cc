// SPDX-License-Identifier: Apache-2.0
// The walk over a document with a plan. A document is looked at here value by value, most of them
// for a handful of instructions; that is why it deals in nodes, and why the rare cases are
// functions of their own, kept out of line: they would make everything around them slower.
#include "json/plan/run.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "json/unique_items.h"

namespace stacmlm::json::plan {
namespace {

/// The members of an object that its terms look at.
struct Frame {
  std::uint64_t seen = 0;  // a bit each
  std::array<const Node*, ObjectPart::kMaxFrame + 1> members;

  void keep(const ObjectPart::Entry& entry, const Node& member) {
    seen |= entry.bit;
    members[entry.frame] = &member;
  }
};

class Run {
 public:
  Run(Compiler& compiler, const Document& document)
      : compiler_(compiler),
        document_(document),
        text_(document.text().data()),
        nodes_(&document.value_at(0).node()) {}

  bool holds(Place& place, const Node& node) {
    return place.how[number_of(node.kind)] == How::kYes || part_holds(place, node);
  }
  [[nodiscard]] bool complete() const { return complete_; }

 private:
  [[gnu::noinline]] bool part_holds(Place& place, const Node& node);
  [[gnu::noinline]] bool made_holds(Place& place, const Node& node);
  [[gnu::noinline]] bool plain_holds(const Rest& rest, const Node& node);
  [[gnu::noinline]] bool text_holds(const TextPart& part, const Node& node);
  [[gnu::noinline]] bool number_holds(const NumberPart& part, const Node& node);
  [[gnu::noinline]] bool items_hold(const ArrayPart& part, const Node& node);
  [[gnu::noinline]] bool array_holds(const ArrayPart& part, const Node& node);
  [[gnu::noinline]] bool choice_holds(const Choice& choice, const Node& node);
  [[gnu::noinline]] bool map_holds(Place& place, const Node& node);
  [[gnu::noinline]] bool few_members_hold(const ObjectPart& part, const Node& node);
  [[gnu::noinline]] bool members_hold(const ObjectPart& part, const Node& node);
  [[gnu::noinline]] bool unknown_holds(const ObjectPart& part, const Node& member);
  bool unknown_holds(const UnknownMembers& unknown, const Node& member);
  bool lists(const WordSet& words, const Node& node);

  bool rest_holds(const Rest& rest, const Node& node, const Frame* frame);
  [[gnu::noinline]] bool term_holds(const Term& term, const Node& node, const Frame* frame);
  [[gnu::noinline]] bool all_hold(const Term& term, const Node& node, const Frame* frame);
  [[gnu::noinline]] bool any_holds(const Term& term, const Node& node, const Frame* frame);
  [[gnu::noinline]] bool one_holds(const Term& term, const Node& node, const Frame* frame);
  [[gnu::noinline]] bool none_holds(const Term& term, const Node& node, const Frame* frame);
  [[gnu::noinline]] bool when_holds(const Term& term, const Node& node, const Frame* frame);
  [[gnu::noinline]] bool found_holds(const Term& term, const Node& node);
  [[gnu::noinline]] bool every_holds(const Term& term, const Node& node);
  [[gnu::noinline]] bool some_holds(const Term& term, const Node& node);
  [[gnu::noinline]] bool lists_some(const WordSet& words, const Node& node);
  [[gnu::noinline]] bool is_word(const WordSet& words, const Node& node);
  [[gnu::noinline]] bool matches(const Pattern& pattern, const Node& node);
  bool alternative_holds(const Term& term, const Node& node, const Frame* frame);
  bool condition_holds(const Term& term, const Node& node, const Frame* frame);

  [[nodiscard]] Value value(const Node& node) const { return {&document_, &node}; }
  [[nodiscard]] const Node* find(const Key& key, const Node& object) const;
  [[nodiscard, gnu::noinline]] bool is_member(const Key& key, const Node& member) const;
  [[nodiscard]] const ObjectPart::Entry* find(const ObjectPart& part, const Node& member) const;
  [[nodiscard]] bool has_key(const Node& member, const Spelling& key) const;
  [[nodiscard, gnu::noinline]] bool has_escaped_key(const Node& member, const Spelling& key) const;
  [[nodiscard]] int find(const WordSet& words, const Node& text) const {
    if ((text.flags & node_flags::kEscaped) != 0) return find_escaped(words, text);
    return words.find_written(text_ + text.begin + 1, text.end - text.begin - 2);
  }
  [[nodiscard, gnu::noinline]] int find_escaped(const WordSet& words, const Node& text) const {
    return words.find(value(text).string());
  }
  [[nodiscard]] bool is_natural(const Node& number) const {
    return (number.flags & node_flags::kPlainInteger) != 0 && text_[number.begin] != '-';
  }
  [[nodiscard]] static bool is_not_empty(const Node& text) { return text.end - text.begin > 2; }

  /// True if `good` is true of every element or member; of equal keys the last one counts.
  template <class Good>
  bool every(const Node& container, Good good) const {
    const Node* const end = nodes_ + container.next;
    for (const Node* child = &container + 1; child != end; child = nodes_ + child->next) {
      if ((child->flags & node_flags::kShadowed) == 0 && !good(*child)) return false;
    }
    return true;
  }

  Compiler& compiler_;
  const Document& document_;
  const char* text_;
  const Node* nodes_;
  bool complete_ = true;
};

bool Run::part_holds(Place& place, const Node& node) {
  const Part part = place.part[number_of(node.kind)];
  switch (place.how[number_of(node.kind)]) {
    case How::kYes:
      return true;
    case How::kNo:
      return false;
    case How::kNotMade:
      return made_holds(place, node);
    case How::kNotEmptyText:
      return is_not_empty(node);
    case How::kWord:
      return is_word(*part.words, node);
    case How::kPattern:
      return matches(*part.pattern, node);
    case How::kText:
      return text_holds(*part.text, node);
    case How::kNatural:
      return is_natural(node) || number_holds(*part.number, node);
    case How::kNumber:
      return number_holds(*part.number, node);
    case How::kItems:
      return items_hold(*part.array, node);
    case How::kArray:
      return array_holds(*part.array, node);
    case How::kChoice:
      return choice_holds(*part.choice, node);
    case How::kMap:
      return map_holds(*part.place, node);
    case How::kFewMembers:
      return few_members_hold(*part.object, node);
    case How::kMembers:
      return members_hold(*part.object, node);
    case How::kRest:
      return plain_holds(*part.rest, node);
  }
  return false;
}

bool Run::made_holds(Place& place, const Node& node) {
  compiler_.compile(place, node.kind);
  return part_holds(place, node);
}

bool Run::plain_holds(const Rest& rest, const Node& node) {
  return rest_holds(rest, node, nullptr);
}

bool has_length(const TextPart& part, std::string_view text) {
  const auto length = static_cast<std::uint32_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  return length >= part.min_length && length <= part.max_length;
}

bool Run::text_holds(const TextPart& part, const Node& node) {
  const std::string_view text = value(node).string();
  if (!part.any_word && part.words.find(text) < 0) return false;
  if (!has_length(part, text)) return false;
  for (const Pattern* pattern : part.patterns) {
    if (!pattern->matches(text)) return false;
  }
  return rest_holds(part.rest, node, nullptr);
}

bool within(const NumberPart& part, double number) {
  const auto& lower = part.lower;
  const auto& upper = part.upper;
  if (lower && (lower->exclusive ? number <= lower->value : number < lower->value)) return false;
  return !upper || (upper->exclusive ? number < upper->value : number <= upper->value);
}

bool Run::number_holds(const NumberPart& part, const Node& node) {
  if (part.integer && !value(node).is_integer()) return false;
  if ((part.lower || part.upper) && !within(part, value(node).number())) return false;
  return rest_holds(part.rest, node, nullptr);
}

bool Run::items_hold(const ArrayPart& part, const Node& node) {
  if (node.size < part.min_items || node.size > part.max_items) return false;
  if (part.items == nullptr) return true;
  return every(node, [&](const Node& element) { return holds(*part.items, element); });
}

bool Run::array_holds(const ArrayPart& part, const Node& node) {
  if (!items_hold(part, node)) return false;
  if (part.listed.size() != 0 && !lists(part.listed, node)) return false;
  if (part.unique && first_duplicate(value(node)).exists()) return false;
  return rest_holds(part.rest, node, nullptr);
}

/// True if each of the words is an element.
bool Run::lists(const WordSet& words, const Node& node) {
  std::uint64_t found = 0;
  every(node, [&](const Node& element) {
    if (element.kind != Kind::kString) return true;
    const int word = find(words, element);
    if (word >= 0) found |= std::uint64_t{1} << word;
    return true;
  });
  return found == ~std::uint64_t{0} >> (ArrayPart::kMaxListed - words.size());
}

bool Run::map_holds(Place& place, const Node& node) {
  return every(node, [&](const Node& member) { return holds(place, member); });
}

bool Run::few_members_hold(const ObjectPart& part, const Node& node) {
  if (node.size < part.min_members) return false;
  Frame frame;
  for (const ObjectPart::Entry& entry : part.entries) {
    const Node* member = find(entry.key, node);
    if (member == nullptr) {
      if (entry.required) return false;
      continue;
    }
    frame.keep(entry, *member);
    if (!holds(*entry.place, *member)) return false;
  }
  return rest_holds(part.rest, node, &frame);
}

bool Run::members_hold(const ObjectPart& part, const Node& node) {
  if (node.size < part.min_members) return false;
  Frame frame;
  const bool good = every(node, [&](const Node& member) {
    const ObjectPart::Entry* entry = find(part, member);
    if (entry == nullptr) return part.unknown.empty() || unknown_holds(part, member);
    frame.keep(*entry, member);
    return holds(*entry->place, member);
  });
  return good && (frame.seen & part.required) == part.required &&
         rest_holds(part.rest, node, &frame);
}

/// As Value::find(); to compare hashes is all there is to do for most members.
const Node* Run::find(const Key& key, const Node& object) const {
  const Node* const end = nodes_ + object.next;
  for (const Node* member = &object + 1; member != end; member = nodes_ + member->next) {
    if (member->key_hash == key.hash && is_member(key, *member)) return member;
  }
  return nullptr;
}

bool Run::is_member(const Key& key, const Node& member) const {
  return (member.flags & node_flags::kShadowed) == 0 && same_key(value(member).key(), key.text);
}

const ObjectPart::Entry* Run::find(const ObjectPart& part, const Node& member) const {
  const ObjectPart::Slot* const slots = part.slots.data();
  const std::uint32_t hash = member.key_hash;
  for (std::uint32_t at = hash;; ++at) {
    const ObjectPart::Slot& slot = slots[at & part.slot_mask];
    if (slot.entry == nullptr) return nullptr;
    if (slot.hash == hash && has_key(member, slot.entry->spelling)) return slot.entry;
  }
}

bool Run::has_key(const Node& member, const Spelling& key) const {
  if ((member.flags & node_flags::kEscapedKey) != 0) return has_escaped_key(member, key);
  return key.is_at(text_ + member.key_begin, member.key_length);
}

bool Run::has_escaped_key(const Node& member, const Spelling& key) const {
  return value(member).key() == key.text();
}

bool Run::choice_holds(const Choice& choice, const Node& node) {
  const Node* teller = find(choice.key, node);
  const bool may_be_word = teller != nullptr && teller->kind == Kind::kString;
  const int word = may_be_word ? find(choice.words, *teller) : -1;
  Place* place = word < 0 ? choice.otherwise : choice.places[static_cast<std::size_t>(word)];
  return place != nullptr && holds(*place, node);
}

bool Run::unknown_holds(const ObjectPart& part, const Node& member) {
  return std::ranges::all_of(
      part.unknown, [&](const UnknownMembers& unknown) { return unknown_holds(unknown, member); });
}

bool Run::unknown_holds(const UnknownMembers& unknown, const Node& member) {
  bool named = false;
  const std::string_view key = value(member).key();
  for (const auto& [pattern, place] : unknown.patterns) {
    if (!pattern->matches(key)) continue;
    named = true;
    if (!holds(*place, member)) return false;
  }
  if (named) return true;
  if (unknown.refused) return false;
  for (const std::string_view prefix : unknown.refused_prefixes) {
    if (key.starts_with(prefix)) return false;
  }
  return unknown.place == nullptr || holds(*unknown.place, member);
}

bool Run::rest_holds(const Rest& rest, const Node& node, const Frame* frame) {
  if (rest.unchecked) complete_ = false;
  return rest.terms.empty() || term_holds(rest.terms.front(), node, frame);
}

bool Run::term_holds(const Term& term, const Node& node, const Frame* frame) {
  if ((term.kinds & bit_of(node.kind)) == 0) return false;
  switch (term.op) {
    case Term::Op::kAll:
      return all_hold(term, node, frame);
    case Term::Op::kAny:
      return any_holds(term, node, frame);
    case Term::Op::kOne:
      return one_holds(term, node, frame);
    case Term::Op::kNone:
      return none_holds(term, node, frame);
    case Term::Op::kWhen:
      return when_holds(term, node, frame);
    case Term::Op::kHasAll:
      return (frame->seen & term.keys) == term.keys;
    case Term::Op::kHasAny:
      return (frame->seen & term.keys) != 0;
    case Term::Op::kNeeds:
      return ((frame->seen >> term.frame) & 1U) == 0 || (frame->seen & term.keys) == term.keys;
    case Term::Op::kMember: {
      if (((frame->seen >> term.frame) & 1U) == 0) return !term.required;
      return term.size == 1 || term_holds(operand_of(term), *frame->members[term.frame], nullptr);
    }
    case Term::Op::kFind:
      return node.kind != Kind::kObject || found_holds(term, node);
    case Term::Op::kMembers:
      return node.kind != Kind::kObject || every_holds(operand_of(term), node);
    case Term::Op::kCount:
      return node.kind != Kind::kArray ||
             (node.size >= term.count.least && node.size <= term.count.most);
    case Term::Op::kItems:
      return node.kind != Kind::kArray || every_holds(operand_of(term), node);
    case Term::Op::kContains:
      return node.kind != Kind::kArray || some_holds(operand_of(term), node);
    case Term::Op::kLists:
      return node.kind != Kind::kArray || lists_some(*term.words, node);
    case Term::Op::kNotEmpty:
      return node.kind != Kind::kString || is_not_empty(node);
    case Term::Op::kWord:
      return node.kind != Kind::kString || is_word(*term.words, node);
    case Term::Op::kPattern:
      return node.kind != Kind::kString || matches(*term.pattern, node);
    case Term::Op::kWhole:
      return holds(*term.place, node);
  }
  return false;
}

bool Run::all_hold(const Term& term, const Node& node, const Frame* frame) {
  const Term* const end = end_of(term);
  for (const Term* each = &operand_of(term); each != end; each += each->size) {
    if (!term_holds(*each, node, frame)) return false;
  }
  return true;
}

bool Run::any_holds(const Term& term, const Node& node, const Frame* frame) {
  const Term* const end = end_of(term);
  for (const Term* each = &operand_of(term); each != end; each += each->size) {
    if (alternative_holds(*each, node, frame)) return true;
  }
  return false;
}

bool Run::one_holds(const Term& term, const Node& node, const Frame* frame) {
  const Term* const end = end_of(term);
  int holding = 0;
  for (const Term* each = &operand_of(term); each != end; each += each->size) {
    if (alternative_holds(*each, node, frame)) ++holding;
  }
  return holding == 1;
}

bool Run::none_holds(const Term& term, const Node& node, const Frame* frame) {
  return !condition_holds(operand_of(term), node, frame);
}

bool Run::when_holds(const Term& term, const Node& node, const Frame* frame) {
  const Term& condition = operand_of(term);
  const Term* follows = &condition + condition.size;
  if (!condition_holds(condition, node, frame)) follows += follows->size;
  return term_holds(*follows, node, frame);
}

bool Run::found_holds(const Term& term, const Node& node) {
  const Node* member = find(*term.key, node);
  if (member == nullptr) return !term.required;
  return term.size == 1 || term_holds(operand_of(term), *member, nullptr);
}

bool Run::every_holds(const Term& term, const Node& node) {
  return every(node, [&](const Node& child) { return term_holds(term, child, nullptr); });
}

bool Run::some_holds(const Term& term, const Node& node) {
  return !every(node, [&](const Node& child) { return !condition_holds(term, child, nullptr); });
}

bool Run::lists_some(const WordSet& words, const Node& node) {
  return !every(node, [&](const Node& element) {
    return element.kind != Kind::kString || find(words, element) < 0;
  });
}

bool Run::is_word(const WordSet& words, const Node& node) { return find(words, node) >= 0; }

bool Run::matches(const Pattern& pattern, const Node& node) {
  return pattern.matches(value(node).string());
}

/// What does not hold leaves nothing unchecked.
bool Run::alternative_holds(const Term& term, const Node& node, const Frame* frame) {
  const bool complete = complete_;
  const bool good = term_holds(term, node, frame);
  if (!good) complete_ = complete;
  return good;
}

/// What is asked for a condition alone counts as checked.
bool Run::condition_holds(const Term& term, const Node& node, const Frame* frame) {
  const bool complete = complete_;
  const bool good = term_holds(term, node, frame);
  complete_ = complete;
  return good;
}

}  // namespace

bool approves(Compiler& compiler, Place& place, Value value) {
  Run run(compiler, value.document());
  return run.holds(place, value.node()) && run.complete();
}

}  // namespace stacmlm::json::plan
