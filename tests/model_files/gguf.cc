// SPDX-License-Identifier: Apache-2.0
#include "model_files/gguf.h"

#include "model_files/byte_writer.h"

namespace stacmlm::model_files {
namespace {

constexpr std::uint32_t kText = 8;
constexpr std::uint32_t kList = 9;

ByteWriter& text(ByteWriter& writer, const std::string& text) {
  return writer.u64(text.size()).text(text);
}

std::string list(const std::string& key, std::uint32_t type, std::uint64_t count,
                 const std::string& content) {
  ByteWriter writer;
  return text(writer, key).u32(kList).u32(type).u64(count).text(content).bytes();
}

std::string words(const std::vector<std::string>& all) {
  ByteWriter writer;
  for (const std::string& word : all) text(writer, word);
  return writer.bytes();
}

std::vector<std::string> sound_values() {
  return {
      gguf_text("general.architecture", "bert"),
      gguf_text("general.name", "tiny"),
      gguf_text("general.license", "apache-2.0"),
      gguf_number("bert.block_count", 1),
      list("tokenizer.ggml.tokens", kText, 3, words({"a", "b", "c"})),
      list("tokenizer.ggml.scores", 6, 3, std::string(12, '\0')),
      list("bert.classifier.output_labels", kText, 2, words({"no", "yes"})),
      gguf_text("tokenizer.chat_template", "{% for m in messages %}{{ m.content }}{% endfor %}")};
}

/// 32 x 4 floats, 64 x 2 of four bits in blocks of 32, and one number.
std::vector<GgufTensor> sound_tensors() {
  return {{"token_embd.weight", {32, 4}, 0, 0},
          {"blk.0.ffn.weight", {64, 2}, 2, 512},
          {"norm.weight", {1}, 1, 608}};
}

constexpr std::size_t kSoundData = 512 + 96 + 32;

std::vector<File> one(std::string bytes) { return {{"model.gguf", std::move(bytes)}}; }

std::vector<File> small() { return one(gguf(sound_values(), sound_tensors(), kSoundData)); }

std::vector<File> large() {
  constexpr std::uint64_t kHole = std::uint64_t{4} << 30U;
  std::vector<GgufTensor> tensors;
  for (std::uint64_t i = 0; i < 64; ++i)
    tensors.push_back({"blk." + std::to_string(i) + ".w", {4096, 4096}, 0, i << 26U});
  File file{"large.gguf", gguf(sound_values(), tensors, 0)};
  file.holes = {{file.bytes.size(), kHole}};
  return {file};
}

std::vector<File> split() {
  auto values = sound_values();
  values.push_back(gguf_number("split.count", 3));
  return one(gguf(values, sound_tensors(), kSoundData));
}

std::vector<File> many_tensors() {
  return one(gguf(sound_values(), sound_tensors(), kSoundData, std::uint64_t{1} << 62U));
}
std::vector<File> many_values() {
  return one(gguf(sound_values(), {}, 0, 0, std::uint64_t{1} << 62U));
}
std::vector<File> many_elements() {
  return one(gguf({list("x", 0, std::uint64_t{1} << 63U, "")}, {}, 64));
}
std::vector<File> long_name() {
  ByteWriter value;
  return one(gguf({value.u64(std::uint64_t{1} << 40U).text("x").bytes()}, {}, 64));
}

// Lists of one list each, 4000 deep.
std::vector<File> nested() {
  ByteWriter lists;
  for (int i = 0; i < 4000; ++i) lists.u32(kList).u64(1);
  return one(gguf({list("x", kList, 1, lists.bytes())}, {}, 0));
}

std::vector<File> outside() {
  return one(gguf(sound_values(), {{"w", {32, 4}, 0, 1024}}, kSoundData));
}
std::vector<File> overlap() {
  return one(gguf(sound_values(), {{"a", {32, 4}, 0, 0}, {"b", {32, 4}, 0, 64}}, kSoundData));
}
std::vector<File> huge_tensor() {
  constexpr std::uint64_t kHuge = std::uint64_t{1} << 33U;
  return one(gguf(sound_values(), {{"w", {kHuge, kHuge}, 0, 0}}, kSoundData));
}
std::vector<File> unknown_type() {
  return one(gguf(sound_values(), {{"w", {32}, 4, 0}}, kSoundData));
}
std::vector<File> twice() {
  return one(gguf(sound_values(), {{"w", {8}, 0, 0}, {"w", {8}, 0, 32}}, kSoundData));
}
std::vector<File> odd_alignment() {
  return one(gguf({gguf_number("general.alignment", 0)}, sound_tensors(), kSoundData));
}
std::vector<File> big_endian() {
  std::string bytes = small().front().bytes;
  return one(bytes.replace(4, 4, std::string("\0\0\0\3", 4)));
}

std::vector<File> hostile_template() {
  return one(
      gguf({gguf_text("tokenizer.chat_template", "{{ ''.__class__.__base__.__subclasses__() }}")},
           sound_tensors(), kSoundData));
}

constexpr Kind kKinds[] = {
    {"gguf-small", "three tensors, one of them in blocks of four bits", small},
    {"gguf-large", "64 tensors, 4 GB that take no room", large},
    {"gguf-split", "one of three files", split},
    {"gguf-many-tensors", "says that it has 2^62 tensors", many_tensors},
    {"gguf-many-values", "says that it has 2^62 keys", many_values},
    {"gguf-many-elements", "a list of 2^63 values", many_elements},
    {"gguf-long-name", "a key of a terabyte", long_name},
    {"gguf-nested", "lists in lists, 4000 deep", nested},
    {"gguf-outside", "a tensor behind the end of the file", outside},
    {"gguf-overlap", "two tensors in the same bytes", overlap},
    {"gguf-huge-tensor", "a tensor of 2^66 elements", huge_tensor},
    {"gguf-unknown-type", "elements of a type that was taken back", unknown_type},
    {"gguf-twice", "two tensors of one name", twice},
    {"gguf-odd-alignment", "an alignment of 0", odd_alignment},
    {"gguf-big-endian", "numbers of a big-endian machine", big_endian},
    {"gguf-hostile-template", "a template for chats that reaches into Python", hostile_template},
};

}  // namespace

std::span<const Kind> gguf_kinds() { return kKinds; }

std::string gguf_text(const std::string& key, const std::string& value) {
  ByteWriter writer;
  text(writer, key).u32(kText);
  return text(writer, value).bytes();
}

std::string gguf_number(const std::string& key, std::uint32_t value) {
  constexpr std::uint32_t kU32 = 4;
  ByteWriter writer;
  return text(writer, key).u32(kU32).u32(value).bytes();
}

std::string gguf(const std::vector<std::string>& values, const std::vector<GgufTensor>& tensors,
                 std::size_t data, std::uint64_t more_tensors, std::uint64_t more_values) {
  ByteWriter writer;
  writer.text("GGUF").u32(3).u64(tensors.size() + more_tensors).u64(values.size() + more_values);
  for (const std::string& value : values) writer.text(value);
  for (const GgufTensor& tensor : tensors) {
    text(writer, tensor.name).u32(static_cast<std::uint32_t>(tensor.sizes.size()));
    for (const std::uint64_t size : tensor.sizes) writer.u64(size);
    writer.u32(tensor.type).u64(tensor.offset);
  }
  return writer.zeros((32 - writer.size() % 32) % 32).zeros(data).bytes();
}

}  // namespace stacmlm::model_files
