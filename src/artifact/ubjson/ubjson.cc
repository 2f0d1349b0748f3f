// SPDX-License-Identifier: Apache-2.0
#include "artifact/ubjson/ubjson.h"

#include <fmt/format.h>

#include <bit>
#include <optional>

#include "artifact/collector.h"

namespace stacmlm::artifact::ubjson {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kLongestNumber = 400;

/// What may stand behind the bracket of a container: one type for all, how many there are.
struct Announced {
  std::optional<char> type;
  std::optional<std::uint64_t> count;
};

base::Result<std::uint64_t> big_endian(ByteReader& reader, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < size; ++i) {
    STACMLM_TRY(const std::uint8_t byte, reader.u8());
    number = (number << 8U) | byte;
  }
  return number;
}

class Reader {
 public:
  Reader(ByteReader reader, Visitor& visitor, std::size_t longest)
      : reader_(std::move(reader)), visitor_(visitor), longest_(longest) {}

  base::Result<void> run() {
    STACMLM_TRY(const char type, marker());
    STACMLM_CHECK(value(type, 0));
    while (reader_.left() > 0) {
      STACMLM_TRY(const char more, marker());
      if (more != 'N') return broken("something stands behind the value");
    }
    return {};
  }

 private:
  [[nodiscard]] tl::unexpected<base::Error> broken(std::string_view why) const {
    return malformed(fmt::format("UBJSON before byte {}: {}", reader_.position(), why));
  }

  base::Result<char> marker() {
    STACMLM_TRY(const std::uint8_t byte, reader_.u8());
    return static_cast<char>(byte);
  }
  base::Result<char> peek() {
    STACMLM_TRY(const char next, marker());
    STACMLM_CHECK(reader_.seek(reader_.position() - 1));
    return next;
  }

  base::Result<std::uint64_t> length() {
    STACMLM_TRY(const char type, marker());
    STACMLM_TRY(const std::int64_t number, read_integer(type, reader_));
    if (number < 0) return broken("a negative length");
    return static_cast<std::uint64_t>(number);
  }
  base::Result<std::string> string() {
    STACMLM_TRY(const std::uint64_t size, length());
    return reader_.text(size, longest_);
  }

  base::Result<void> value(char type, std::size_t depth) {
    switch (type) {
      case 'Z':
        return visitor_.null();
      case 'T':
      case 'F':
        return visitor_.boolean(type == 'T');
      case 'i':
      case 'U':
      case 'I':
      case 'l':
      case 'L': {
        STACMLM_TRY(const std::int64_t number, read_integer(type, reader_));
        return visitor_.integer(number);
      }
      case 'd':
      case 'D': {
        STACMLM_TRY(const double number, read_real(type, reader_));
        return visitor_.real(number);
      }
      case 'C': {
        STACMLM_TRY(const char letter, marker());
        return visitor_.text(std::string(1, letter));
      }
      case 'S': {
        STACMLM_TRY(const std::string text, string());
        return visitor_.text(text);
      }
      case 'H': {
        STACMLM_TRY(const std::uint64_t size, length());
        STACMLM_TRY(const std::string number, reader_.text(size, kLongestNumber));
        return visitor_.text(number);
      }
      case '[':
        return array(depth + 1);
      case '{':
        return object(depth + 1);
      default:
        return broken("no value begins like this");
    }
  }

  base::Result<Announced> announced() {
    Announced says;
    STACMLM_TRY(char next, peek());
    if (next == '$') {
      STACMLM_CHECK(reader_.skip(1));
      STACMLM_TRY(says.type, marker());
      STACMLM_TRY(next, peek());
      if (next != '#') return broken("a type without a count");
      // Values of no bytes could be promised without end.
      if (size_of_number(*says.type) == 0 &&
          std::string_view("CSH[{").find(*says.type) == std::string_view::npos)
        return broken("a container of a type that has no values");
    }
    if (next == '#') {
      STACMLM_CHECK(reader_.skip(1));
      STACMLM_TRY(says.count, length());
    }
    return says;
  }

  base::Result<void> array(std::size_t depth) {
    if (depth > kDeepest) return over_limit("UBJSON nested deeper than 64");
    STACMLM_TRY(const Announced says, announced());
    if (says.type && size_of_number(*says.type) != 0) {
      const std::size_t size = size_of_number(*says.type);
      if (*says.count > reader_.left() / size) return broken("an array longer than what is left");
      STACMLM_TRY(ByteReader numbers, reader_.part(*says.count * size));
      return visitor_.numbers(*says.type, *says.count, std::move(numbers));
    }
    STACMLM_CHECK(visitor_.begin_array());
    for (std::uint64_t i = 0; !says.count || i < *says.count; ++i) {
      STACMLM_TRY(const char type, says.type ? base::Result<char>(*says.type) : marker());
      if (type == ']' && !says.count) break;
      if (type == 'N' && !says.count) continue;
      STACMLM_CHECK(value(type, depth));
    }
    return visitor_.end_array();
  }

  base::Result<void> object(std::size_t depth) {
    if (depth > kDeepest) return over_limit("UBJSON nested deeper than 64");
    STACMLM_TRY(const Announced says, announced());
    STACMLM_CHECK(visitor_.begin_object());
    for (std::uint64_t i = 0; !says.count || i < *says.count; ++i) {
      if (!says.count) {
        STACMLM_TRY(const char next, peek());
        if (next == '}' || next == 'N') {
          STACMLM_CHECK(reader_.skip(1));
          if (next == '}') break;
          continue;
        }
      }
      STACMLM_TRY(const std::string name, string());
      STACMLM_CHECK(visitor_.key(name));
      STACMLM_TRY(const char type, says.type ? base::Result<char>(*says.type) : marker());
      STACMLM_CHECK(value(type, depth));
    }
    return visitor_.end_object();
  }

  ByteReader reader_;
  Visitor& visitor_;
  std::size_t longest_;
};

}  // namespace

std::size_t size_of_number(char type) {
  switch (type) {
    case 'i':
    case 'U':
      return 1;
    case 'I':
      return 2;
    case 'l':
    case 'd':
      return 4;
    case 'L':
    case 'D':
      return 8;
    default:
      return 0;
  }
}

base::Result<std::int64_t> read_integer(char type, ByteReader& reader) {
  const std::size_t size = size_of_number(type);
  if (size == 0 || type == 'd' || type == 'D')
    return malformed(fmt::format("UBJSON before byte {}: no integer", reader.position()));
  STACMLM_TRY(const std::uint64_t bits, big_endian(reader, size));
  if (type == 'i') return static_cast<std::int8_t>(bits);
  if (type == 'I') return static_cast<std::int16_t>(bits);
  if (type == 'l') return static_cast<std::int32_t>(bits);
  return static_cast<std::int64_t>(bits);
}

base::Result<double> read_real(char type, ByteReader& reader) {
  if (type == 'd') {
    STACMLM_TRY(const std::uint64_t bits, big_endian(reader, 4));
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
  }
  if (type == 'D') {
    STACMLM_TRY(const std::uint64_t bits, big_endian(reader, 8));
    return std::bit_cast<double>(bits);
  }
  STACMLM_TRY(const std::int64_t number, read_integer(type, reader));
  return static_cast<double>(number);
}

base::Result<void> read(ByteReader reader, Visitor& visitor, std::size_t longest) {
  return Reader(std::move(reader), visitor, longest).run();
}

}  // namespace stacmlm::artifact::ubjson
