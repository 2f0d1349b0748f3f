// SPDX-License-Identifier: Apache-2.0
#include "author/export/proto_writer.h"

#include <fmt/format.h>

namespace stacmlm::author {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace

void ProtoWriter::indent() { out_.append(2 * depth_, ' '); }

void ProtoWriter::text(std::string_view field, std::string_view value) {
  word(field, quoted(value));
}

void ProtoWriter::word(std::string_view field, std::string_view value) {
  indent();
  out_ += fmt::format("{}: {}\n", field, value);
}

void ProtoWriter::comment(std::string_view line) {
  indent();
  out_ += "# ";
  for (const char c : line) out_ += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  out_ += '\n';
}

void ProtoWriter::open(std::string_view field) {
  indent();
  out_ += fmt::format("{} {{\n", field);
  ++depth_;
}

void ProtoWriter::close() {
  --depth_;
  indent();
  out_ += "}\n";
}

}  // namespace stacmlm::author
