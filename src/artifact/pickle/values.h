// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace stacmlm::artifact::pickle {

/// The place of a value in its Values.
using ValueId = std::uint32_t;

inline constexpr ValueId kNoValue = 0xFFFFFFFF;

enum class Kind : std::uint8_t {
  kNone,
  kBool,
  kInteger,
  kReal,
  kText,
  kBytes,
  kTuple,
  kList,
  kSet,
  kDict,
  kGlobal,      ///< a name of a module
  kObject,      ///< what a call gives
  kPersistent,  ///< what the loader is asked for by a key: a storage of a torch file
  kOther,       ///< known to be there, and no more: a long number or text
};

/// A name that the pickle asks for. Never looked up.
struct Global {
  std::string module;
  std::string name;
  std::uint64_t position = 0;  ///< of the first opcode that names it

  [[nodiscard]] std::string full_name() const { return module + '.' + name; }
};

/// A call, and what is done with what it gives.
struct Object {
  ValueId callee = kNoValue;
  ValueId arguments = kNoValue;  ///< a tuple, mostly
  ValueId keywords = kNoValue;
  ValueId state = kNoValue;  ///< of the last BUILD
  ValueId items = kNoValue;  ///< a list of what is appended
  ValueId pairs = kNoValue;  ///< a dict of what is set by key
  std::uint64_t position = 0;
};

/// The values of one pickle: a graph, for the memo makes one value stand in many places, and in
/// itself. They lie side by side, so that none is too deep to be let go.
class Values {
 public:
  Values();

  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] Kind kind(ValueId id) const { return values_[id].kind; }
  [[nodiscard]] std::optional<std::int64_t> integer(ValueId id) const;
  [[nodiscard]] std::optional<bool> boolean(ValueId id) const;
  [[nodiscard]] std::optional<double> real(ValueId id) const;
  [[nodiscard]] std::optional<std::string_view> text(ValueId id) const;
  /// Where bytes lie in the source.
  struct Extent {
    std::uint64_t begin = 0;
    std::uint64_t size = 0;
  };
  [[nodiscard]] std::optional<Extent> bytes(ValueId id) const;
  /// Null if it is none.
  [[nodiscard]] const Global* global(ValueId id) const;
  [[nodiscard]] const Object* object(ValueId id) const;
  /// What was called, or the class that copyreg was called for. Null if it is no object, or that is
  /// no name.
  [[nodiscard]] const Global* class_of(ValueId id) const;
  /// The key of a kPersistent.
  [[nodiscard]] ValueId key(ValueId id) const { return values_[id].first; }

  /// Goes through the items of a container; of a dict key and value by turns.
  class Iterator {
   public:
    Iterator(const Values& values, std::uint32_t cell) : values_(&values), cell_(cell) {}
    ValueId operator*() const { return values_->cells_[cell_].item; }
    Iterator& operator++() {
      cell_ = values_->cells_[cell_].next;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return cell_ != other.cell_; }

   private:
    const Values* values_;
    std::uint32_t cell_;
  };
  struct Items {
    Iterator first;
    Iterator last;
    [[nodiscard]] Iterator begin() const { return first; }
    [[nodiscard]] Iterator end() const { return last; }
    [[nodiscard]] bool empty() const { return !(first != last); }
  };
  /// Empty for what is no container.
  [[nodiscard]] Items items(ValueId id) const;
  /// The item of a tuple or list at that place, or kNoValue; walks there.
  [[nodiscard]] ValueId item(ValueId id, std::size_t at) const;

  [[nodiscard]] const std::vector<Global>& globals() const { return globals_; }
  [[nodiscard]] const std::vector<Object>& objects() const { return objects_; }

  // None, the empty tuple, true and false need one value each.
  static constexpr ValueId kNone = 0;
  static constexpr ValueId kFalse = 1;
  static constexpr ValueId kTrue = 2;
  static constexpr ValueId kEmptyTuple = 3;
  static constexpr ValueId kUnknown = 4;

  ValueId add_integer(std::int64_t number);
  ValueId add_real(double number);
  ValueId add_text(std::string_view text);
  ValueId add_bytes(Extent extent);
  ValueId add_container(Kind kind);
  ValueId add_global(std::string_view module, std::string_view name, std::uint64_t position);
  ValueId add_object(const Object& object);
  ValueId add_persistent(ValueId key);
  void append(ValueId container, ValueId item);
  [[nodiscard]] Object& change_object(ValueId id) { return objects_[values_[id].first]; }

 private:
  struct Value {
    Kind kind = Kind::kOther;
    std::uint32_t first = kNoValue;  // cell, place in texts_, globals_, objects_; key
    std::uint32_t last = kNoValue;   // cell; length of a text
    std::uint64_t number = 0;        // its bits; of bytes their begin
  };
  struct Cell {
    ValueId item;
    std::uint32_t next;
  };

  ValueId add(Value value);

  std::vector<Value> values_;
  std::vector<Cell> cells_;
  std::string texts_;
  std::vector<Global> globals_;
  std::unordered_map<std::string, ValueId> global_ids_;
  std::vector<Object> objects_;
};

}  // namespace stacmlm::artifact::pickle
