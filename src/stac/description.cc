// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/stac/description.h"

#include <algorithm>
#include <array>
#include <utility>

namespace stacmlm::stac {
namespace {

constexpr std::size_t kWord = 8;

/// The first `size` bytes of a word. @pre 0 < size <= 8
std::uint64_t first_bytes(std::uint64_t word, std::size_t size) {
  return word & (~std::uint64_t{0} >> (8 * (kWord - size)));
}

}  // namespace

void MemberIndex::add(std::string_view key, std::size_t object, std::size_t offset) {
  constexpr std::size_t kRoom = 4;  // so much for each, so that few probes meet another key
  if (++count_ * kRoom > places_.size()) {
    mask_ = places_.size() * 2 - 1;
    for (const Place& known : std::exchange(places_, std::vector<Place>(mask_ + 1))) {
      if (known.size != 0) put(known);
    }
  }
  const std::size_t size = std::min(key.size(), kWord);
  std::array<char, 2 * kWord> ends{};
  std::copy_n(key.begin(), size, ends.begin());
  std::copy_n(key.end() - static_cast<std::ptrdiff_t>(size), size, ends.begin() + kWord);
  Place place;
  place.head = json::load<std::uint64_t>(ends.data());
  place.tail = json::load<std::uint64_t>(ends.data() + kWord);
  place.key = key.data();
  place.hash = json::hash_key(key);
  place.size = static_cast<std::uint8_t>(key.size());
  place.object = static_cast<std::uint8_t>(object);
  place.offset = static_cast<std::uint16_t>(offset);
  put(place);
}

void MemberIndex::put(const Place& place) {
  std::size_t at = place.hash & mask_;
  while (places_[at].size != 0) at = (at + 1) & mask_;
  places_[at] = place;
}

/// The key as it is written is that of the place. Texts are padded: there are eight bytes to read
/// wherever a key starts.
inline bool MemberIndex::Place::is_at(const char* written) const {
  const auto first = json::load<std::uint64_t>(written);
  if (size <= kWord) return first_bytes(first, size) == head;
  if (first != head || json::load<std::uint64_t>(written + size - kWord) != tail) return false;
  for (std::size_t at = kWord; at + kWord < size; at += kWord) {
    if (json::load<std::uint64_t>(written + at) != json::load<std::uint64_t>(key + at))
      return false;
  }
  return true;
}

const MemberIndex::Place* MemberIndex::find(json::Value value) const {
  const std::uint32_t hash = value.node().key_hash;
  for (std::size_t at = hash & mask_; places_[at].size != 0; at = (at + 1) & mask_) {
    const Place& place = places_[at];
    if (place.hash == hash && json::same_key({place.key, place.size}, value.key())) return &place;
  }
  return nullptr;
}

unsigned MemberIndex::read(json::Value source, char* const* starts,
                           void (*unknown)(const void*, json::Value), const void* context) const {
  if (!source.is_object()) return 0;
  const Place* const places = places_.data();  // at hand, whatever is written below
  const std::size_t mask = mask_;
  const char* const text = source.document().text().data();
  unsigned have_members = 0;
  for (const json::Value value : source.members()) {
    const json::Node& node = value.node();
    std::size_t at = node.key_hash & mask;
    while (places[at].hash != node.key_hash && places[at].size != 0) at = (at + 1) & mask;
    const Place* place = &places[at];
    // Where equal hashes or an escape in the key come in between, the long way decides.
    const bool is_escaped = (node.flags & json::node_flags::kEscapedKey) != 0;
    if (place->size == 0) {
      place = nullptr;
    } else if (is_escaped || node.key_length != place->size ||
               !place->is_at(text + node.key_begin)) {
      place = find(value);
    }
    if (place == nullptr) {
      unknown(context, value);
      continue;
    }
    // A field is a value and nothing else: MemberAccess makes sure.
    std::memcpy(starts[place->object] + place->offset, &value, sizeof(value));
    have_members |= 1U << place->object;
  }
  return have_members;
}

}  // namespace stacmlm::stac
