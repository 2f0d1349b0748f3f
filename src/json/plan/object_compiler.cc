// SPDX-License-Identifier: Apache-2.0
#include "json/plan/object_compiler.h"

#include <algorithm>
#include <bit>
#include <unordered_set>

#include "json/plan/compiler.h"

namespace stacmlm::json::plan {
namespace {

/// So many members are found faster one by one than by walking over all.
constexpr std::size_t kFew = 3;

bool refuses_key(const ShapeFacts& facts, std::string_view key) {
  return facts.closed || std::ranges::any_of(facts.closed_prefixes, [&](std::string_view prefix) {
           return key.starts_with(prefix);
         });
}

/// What facts ask of the member `key` (as Walk::check_member() does). False if they refuse it.
bool collect(const ShapeFacts& facts, const Key& key, FactSet& into) {
  bool named = false;
  const ShapeFacts::Member* member = facts.find(key);
  if (member != nullptr && member->shape) {
    into.push_back(&member->shape->facts());
    named = true;
  }
  for (const ShapeFacts::Keys& keys : facts.keys) {
    if (!keys.pattern->matches(key.text)) continue;
    into.push_back(&keys.shape.facts());
    named = true;
  }
  if (named) return true;
  for (const Shape& shape : facts.others) into.push_back(&shape.facts());
  return !refuses_key(facts, key.text);
}

/// True if every member is asked the same, and nothing else is asked.
bool is_map(const ObjectPart& part) {
  if (!part.entries.empty() || part.min_members != 0 || !part.rest.is_empty()) return false;
  if (part.unknown.size() != 1) return false;
  const UnknownMembers& all = part.unknown.front();
  return all.patterns.empty() && !all.refused && all.refused_prefixes.empty();
}

void index_entries(ObjectPart& part) {
  const std::size_t size = std::bit_ceil(part.entries.size() * 2 + 1);
  part.slots.assign(size, {});
  part.slot_mask = static_cast<std::uint32_t>(size - 1);
  for (const ObjectPart::Entry& entry : part.entries) {
    std::size_t slot = entry.key.hash & part.slot_mask;
    while (part.slots[slot].entry != nullptr) slot = (slot + 1) & part.slot_mask;
    part.slots[slot] = {entry.key.hash, &entry};
  }
}

/// The member that the shape asks to be one of some words, if it asks for one.
const ShapeFacts::Member* word_member(const ShapeFacts& shape) {
  const auto found = std::ranges::find_if(shape.members, [](const ShapeFacts::Member& member) {
    return member.required && member.shape && are_words(member.shape->facts());
  });
  if (found != shape.members.end()) return &*found;
  for (const Shape& each : shape.all_of) {
    if (const auto* member = word_member(each.facts())) return member;
  }
  return nullptr;
}

}  // namespace

Made ObjectCompiler::make() {
  if (const auto teller = find_teller())
    return {How::kChoice, {.choice = compiler_.keep(make_choice(*teller))}};
  ObjectPart part = make_part();
  if (part.entries.empty() && part.unknown.empty() && part.min_members == 0 && part.rest.is_empty())
    return {How::kYes, {}};
  if (is_map(part)) return {How::kMap, {.place = part.unknown.front().place}};
  const bool few = part.entries.size() <= kFew && part.unknown.empty();
  return {few ? How::kFewMembers : How::kMembers, {.object = compiler_.keep(std::move(part))}};
}

ObjectPart ObjectCompiler::make_part() {
  ObjectPart part;
  FrameKeys frame;
  TermBuilder terms(compiler_, all_, &frame);
  for (const std::string_view key : required_keys()) {
    if (!frame.index_of(key)) terms.add_required(key);
  }
  part.rest = {all_.unchecked(), terms.build()};
  add_unknown(part);
  for (const ShapeFacts* facts : all_.facts())
    part.min_members = std::max(part.min_members, facts->min_members);
  for (const std::string_view key : keys_of(frame)) {
    ObjectPart::Entry entry = make_entry(key);
    if (const auto index = frame.find(key)) {
      entry.frame = *index;
      entry.bit = std::uint64_t{1} << *index;
      if (entry.required) part.required |= entry.bit;
    }
    // The others are there to be known, where something is asked of unknown ones.
    const bool asks = entry.bit != 0 || !entry.place->takes_any();
    if (asks || !part.unknown.empty()) part.entries.push_back(entry);
  }
  index_entries(part);
  return part;
}

std::vector<std::string_view> ObjectCompiler::required_keys() const {
  std::vector<std::string_view> keys;
  for (const ShapeFacts* facts : all_.facts()) {
    for (const ShapeFacts::Member& member : facts->members) {
      if (member.required && std::ranges::find(keys, member.key) == keys.end())
        keys.push_back(member.key);
    }
  }
  return keys;
}

/// Those of the frame and all that the facts name.
std::vector<std::string_view> ObjectCompiler::keys_of(const FrameKeys& frame) const {
  std::vector<std::string_view> keys = frame.keys();
  std::unordered_set<std::string_view> known(keys.begin(), keys.end());
  for (const ShapeFacts* facts : all_.facts()) {
    for (const ShapeFacts::Member& member : facts->members) {
      if (known.insert(member.key).second) keys.push_back(member.key);
    }
  }
  return keys;
}

ObjectPart::Entry ObjectCompiler::make_entry(std::string_view key) {
  const Key hashed(key);
  ObjectPart::Entry entry{hashed, Spelling(key)};
  FactSet asked;
  bool refused = false;
  for (const ShapeFacts* facts : all_.facts()) {
    if (!facts->about_objects) continue;
    refused = !collect(*facts, hashed, asked) || refused;
    const ShapeFacts::Member* member = facts->find(hashed);
    entry.required = entry.required || (member != nullptr && member->required);
  }
  entry.place = &(refused ? compiler_.nowhere() : compiler_.place_of(asked));
  return entry;
}

void ObjectCompiler::add_unknown(ObjectPart& part) {
  const auto place = [&](const FactSet& facts) {
    Place& found = compiler_.place_of(facts);
    return found.takes_any() ? nullptr : &found;
  };
  UnknownMembers all;  // of the facts without patterns
  FactSet others;
  for (const ShapeFacts* facts : all_.facts()) {
    UnknownMembers own;
    UnknownMembers& asked = facts->keys.empty() ? all : own;
    asked.refused = asked.refused || facts->closed;
    asked.refused_prefixes.insert(asked.refused_prefixes.end(), facts->closed_prefixes.begin(),
                                  facts->closed_prefixes.end());
    if (facts->keys.empty()) {
      for (const Shape& shape : facts->others) others.push_back(&shape.facts());
      continue;
    }
    for (const ShapeFacts::Keys& keys : facts->keys)
      own.patterns.emplace_back(keys.pattern, &compiler_.place_of(keys.shape.facts()));
    for (const Shape& shape : facts->others) own.place = place({&shape.facts()});
    part.unknown.push_back(std::move(own));
  }
  all.place = place(others);
  if (all.refused || !all.refused_prefixes.empty() || all.place != nullptr)
    part.unknown.push_back(std::move(all));
}

/// Cases need a member that tells them apart. Conditions and alternatives may have one too.
std::optional<ObjectCompiler::Teller> ObjectCompiler::find_teller() const {
  Teller teller;
  for (const Question& question : all_.questions()) {
    if (question.op != Question::Op::kCases) continue;
    teller.key = question.cases->key;
    teller.no_other = true;
    break;
  }
  for (const Question& question : all_.questions()) {
    if (!teller.key.empty()) break;
    if (const auto* member = told_by(question)) teller.key = member->key;
  }
  for (const Question& question : all_.questions()) collect_words(question, teller);
  if (teller.words.empty()) return {};
  return teller;
}

/// The member whose word answers the question, if it pays to ask it first: where what follows would
/// be one more walk over the members.
const ShapeFacts::Member* ObjectCompiler::told_by(const Question& question) const {
  const auto fits = [&](const ShapeFacts* shape) {
    return shape == nullptr || TermBuilder::is_about_members(*shape);
  };
  if (question.op == Question::Op::kNone) return nullptr;
  const auto* member = word_member(*question.shapes.front());
  if (member == nullptr || all_.tells(member->key, member->shape->facts().words)) return nullptr;
  if (question.op == Question::Op::kWhen) {
    return fits(question.shapes[1]) && fits(question.shapes[2]) ? nullptr : member;
  }
  const bool all_told = std::ranges::all_of(question.shapes, [&](const ShapeFacts* shape) {
    const auto* other = word_member(*shape);
    return other != nullptr && other->key == member->key;
  });
  return all_told ? member : nullptr;
}

void ObjectCompiler::collect_words(const Question& question, Teller& teller) const {
  const auto take = [&](std::string_view word) {
    if (std::ranges::find(teller.words, word) == teller.words.end()) teller.words.push_back(word);
  };
  if (question.op == Question::Op::kCases) {
    if (question.cases->key != teller.key) return;
    for (const auto& [word, shape] : question.cases->shapes) take(word);
    return;
  }
  for (const ShapeFacts* shape : question.shapes) {
    const auto* member = shape == nullptr ? nullptr : word_member(*shape);
    if (member == nullptr || member->key != teller.key) continue;
    for (const std::string_view word : member->shape->facts().words) take(word);
  }
}

Choice ObjectCompiler::make_choice(const Teller& teller) {
  Choice choice(teller.key);
  choice.words = WordSet(teller.words);
  FactSet facts = all_.facts();
  facts.push_back(nullptr);
  for (const std::string_view word : teller.words) {
    facts.back() = &compiler_.is_word(teller.key, word);
    choice.places.push_back(&compiler_.place_of(facts));
  }
  facts.back() = &compiler_.is_other(teller.key, teller.words);
  choice.otherwise = teller.no_other ? nullptr : &compiler_.place_of(facts);
  return choice;
}

}  // namespace stacmlm::json::plan
