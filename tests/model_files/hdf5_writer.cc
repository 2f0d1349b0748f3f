// SPDX-License-Identifier: Apache-2.0
#include "model_files/hdf5_writer.h"

#include <algorithm>
#include <utility>

#include "model_files/byte_writer.h"
#include "model_files/hdf5_parts.h"

namespace stacmlm::model_files {
namespace {

constexpr std::uint64_t kUndefined = ~std::uint64_t{0};
constexpr std::uint64_t kRootMark = 0x726F6F7421212121;    // replaced by the root's address
constexpr std::uint64_t kHoles = std::uint64_t{1} << 30U;  // where datasets stand that are holes
constexpr std::uint16_t kLeafHalf = 16;                    // entries of a leaf: 32 at most
constexpr std::uint16_t kTreeHalf = 16;

enum Type : std::uint16_t {
  kSpace = 1,
  kLinkInfo = 2,
  kDatatype = 3,
  kLink = 6,
  kExternal = 7,
  kLayout = 8,
  kFilters = 11,
  kGroupInfo = 10,
  kAttribute = 12,
  kSymbols = 17
};

struct Message {
  Type type;
  std::string content;
};

class Writer {
 public:
  explicit Writer(int version) : is_old_(version < 2), version_(version) {}

  File write_file(std::string path, const H5Node& root) {
    File file{std::move(path), write(root)};
    file.holes = {{file.bytes.size(), end() - file.bytes.size()}};
    return file;
  }

  std::string write(const H5Node& root) {
    out_.zeros(is_old_ ? 96 : 48);
    collect_texts(root);
    write_heap();
    const std::uint64_t address = write_node(root);
    std::string bytes = superblock(address) + out_.bytes().substr(is_old_ ? 96 : 48);
    const std::string mark = ByteWriter().u64(kRootMark).bytes();
    for (auto at = bytes.find(mark); at != std::string::npos; at = bytes.find(mark))
      bytes.replace(at, mark.size(), ByteWriter().u64(address).bytes());
    return bytes;
  }

 private:
  [[nodiscard]] std::uint64_t end() const { return holes_ == 0 ? out_.size() : kHoles + holes_; }

  [[nodiscard]] std::string superblock(std::uint64_t root) const {
    ByteWriter block;
    block.text("\x89HDF\r\n\x1a\n").u8(static_cast<std::uint8_t>(version_));
    if (is_old_) {
      block.zeros(4).u8(8).u8(8).u8(0).u16(kLeafHalf).u16(kTreeHalf).u32(0);
      block.u64(0).u64(kUndefined).u64(end()).u64(kUndefined);
      return block.u64(0).u64(root).zeros(24).bytes();
    }
    block.u8(8).u8(8).u8(0).u64(0).u64(kUndefined).u64(end()).u64(root);
    return ByteWriter().text(block.bytes()).u32(checksum(block.bytes())).bytes();
  }

  void collect_texts(const H5Node& node) {
    for (const H5Attribute& attribute : node.attributes) {
      if (!attribute.is_fixed)
        texts_.insert(texts_.end(), attribute.texts.begin(), attribute.texts.end());
    }
    for (const H5Node& child : node.children) collect_texts(child);
  }

  void write_heap() {
    ByteWriter objects;
    std::uint16_t index = 0;
    for (const std::string& text : texts_)
      objects.u16(++index).u16(1).u32(0).u64(text.size()).text(padded(text));
    const std::uint64_t size = std::max<std::uint64_t>(4096, 16 + objects.size() + 16);
    const std::uint64_t free = size - 16 - objects.size();
    heap_ = out_.size();
    out_.text("GCOL").u8(1).zeros(3).u64(size).text(objects.bytes());
    out_.u16(0).u16(0).u32(0).u64(free).zeros(free - 16);
  }

  std::uint64_t write_node(const H5Node& node) {
    if (node.kind == H5Node::Kind::kLinkToRoot) return kRootMark;
    std::vector<Message> messages =
        node.kind == H5Node::Kind::kDataset ? dataset(node) : group(node);
    for (const H5Attribute& attribute : node.attributes)
      messages.push_back({kAttribute, attribute_content(attribute)});
    return is_old_ ? write_old_header(messages) : write_new_header(messages);
  }

  std::vector<Message> dataset(const H5Node& node) {
    std::uint64_t bytes = size_of(node.type);
    for (const std::uint64_t size : node.shape) bytes *= size;
    const std::uint64_t address = node.is_hole ? kHoles + holes_ : out_.size();
    if (node.is_hole) {
      holes_ += bytes;
    } else if (bytes < (1U << 20U)) {
      out_.zeros(bytes).zeros((8 - bytes % 8) % 8);
    }
    ByteWriter layout;
    if (node.is_virtual) {
      layout.u8(4).u8(3).u64(heap_).u32(1);
    } else if (node.filter != 0) {
      layout.u8(3).u8(2).u8(static_cast<std::uint8_t>(node.shape.size() + 1)).u64(kUndefined);
      for (const std::uint64_t size : node.shape) layout.u32(static_cast<std::uint32_t>(size));
      layout.u32(static_cast<std::uint32_t>(size_of(node.type)));
    } else {
      layout.u8(3).u8(1).u64(node.has_external_files ? kUndefined : address).u64(bytes);
    }
    std::vector<Message> messages = {{kSpace, dataspace(node.shape)},
                                     {kDatatype, datatype(node.type)},
                                     {kLayout, layout.bytes()}};
    if (node.filter != 0)
      messages.push_back(
          {kFilters, ByteWriter().u8(2).u8(1).u16(node.filter).u16(0).u16(0).u16(0).bytes()});
    if (node.has_external_files)
      messages.push_back(
          {kExternal, ByteWriter().u8(1).zeros(3).u16(1).u16(1).u64(heap_).zeros(24).bytes()});
    return messages;
  }

  std::vector<Message> group(const H5Node& node) {
    std::vector<const H5Node*> children;
    for (const H5Node& child : node.children) children.push_back(&child);
    std::ranges::sort(children, {}, &H5Node::name);
    std::vector<std::uint64_t> addresses;
    for (const H5Node* child : children)
      addresses.push_back(is_link(*child) ? kUndefined : write_node(*child));
    if (is_old_) return {{kSymbols, symbol_table(children, addresses)}};
    std::vector<Message> messages = {
        {kLinkInfo,
         ByteWriter().u16(0).u64(node.is_dense ? heap_ : kUndefined).u64(kUndefined).bytes()},
        {kGroupInfo, std::string(2, '\0')}};
    for (std::size_t i = 0; i < children.size(); ++i)
      messages.push_back({kLink, link(*children[i], addresses[i])});
    return messages;
  }

  static bool is_link(const H5Node& node) {
    return node.kind == H5Node::Kind::kSoftLink || node.kind == H5Node::Kind::kExternalLink;
  }

  static std::string link(const H5Node& node, std::uint64_t address) {
    ByteWriter link;
    const bool is_external = node.kind == H5Node::Kind::kExternalLink;
    link.u8(1).u8(is_link(node) ? 8 : 0);
    if (is_link(node)) link.u8(is_external ? 64 : 1);
    link.u8(static_cast<std::uint8_t>(node.name.size())).text(node.name);
    if (!is_link(node)) return link.u64(address).bytes();
    std::string target = node.target;
    if (is_external) target = std::string(1, '\0') + target + '\0' + "/weights" + '\0';
    return link.u16(static_cast<std::uint16_t>(target.size())).text(target).bytes();
  }

  std::string symbol_table(const std::vector<const H5Node*>& children,
                           const std::vector<std::uint64_t>& addresses) {
    std::string names(8, '\0');
    ByteWriter entries;
    std::uint64_t last = 0;
    for (std::size_t i = 0; i < children.size(); ++i) {
      const H5Node& child = *children[i];
      last = names.size();
      names += padded(child.name + '\0');
      const std::uint64_t target = names.size();
      if (is_link(child)) names += padded(child.target + '\0');
      entries.u64(last).u64(addresses[i]).u32(is_link(child) ? 2 : 0).u32(0);
      entries.u32(is_link(child) ? static_cast<std::uint32_t>(target) : 0).zeros(12);
    }
    const std::uint64_t heap = out_.size();
    out_.text("HEAP").zeros(4).u64(names.size()).u64(1).u64(heap + 32).text(names);
    const std::uint64_t leaf = out_.size();
    out_.text("SNOD").u8(1).u8(0).u16(static_cast<std::uint16_t>(children.size()));
    out_.text(entries.bytes()).zeros(std::size_t{2} * kLeafHalf * 40 - entries.size());
    const std::uint64_t tree = out_.size();
    const bool has_leaf = !children.empty();
    out_.text("TREE").u8(0).u8(0).u16(has_leaf ? 1 : 0).u64(kUndefined).u64(kUndefined);
    out_.u64(0).u64(has_leaf ? leaf : 0).u64(last);
    out_.zeros((std::size_t{4} * kTreeHalf + 1 - 3) * 8);
    return ByteWriter().u64(tree).u64(heap).bytes();
  }

  [[nodiscard]] std::uint32_t index_of(const std::string& text) const {
    return static_cast<std::uint32_t>(std::ranges::find(texts_, text) - texts_.begin()) + 1;
  }

  std::string attribute_content(const H5Attribute& attribute) {
    std::size_t longest = 1;
    for (const std::string& text : attribute.texts) longest = std::max(longest, text.size());
    ByteWriter type;
    if (attribute.is_fixed) {
      type.u8(0x13).zeros(3).u32(static_cast<std::uint32_t>(longest));
    } else {
      type.u8(0x19).u8(1).u8(1).u8(0).u32(16).text(integer_type(1, false));
    }
    ByteWriter elements;
    for (std::string text : attribute.texts) {
      const auto size = static_cast<std::uint32_t>(text.size());
      text.resize(longest);
      if (attribute.is_fixed) {
        elements.text(text);
      } else {
        elements.u32(size).u64(heap_).u32(index_of(attribute.texts[elements.size() / 16]));
      }
    }
    std::vector<std::uint64_t> shape;
    if (attribute.is_array) shape.push_back(attribute.texts.size());
    const std::string space = dataspace(shape);
    const std::string name = attribute.name + '\0';
    ByteWriter content;
    content.u8(is_old_ ? 1 : 3).u8(0).u16(static_cast<std::uint16_t>(name.size()));
    content.u16(static_cast<std::uint16_t>(type.size()));
    content.u16(static_cast<std::uint16_t>(space.size()));
    if (!is_old_) content.u8(1).text(name).text(type.bytes()).text(space);
    if (is_old_) content.text(padded(name)).text(padded(type.bytes())).text(padded(space));
    return content.text(elements.bytes()).bytes();
  }

  std::uint64_t write_old_header(const std::vector<Message>& messages) {
    ByteWriter body;
    for (const Message& message : messages) {
      const std::string content = padded(message.content);
      body.u16(message.type).u16(static_cast<std::uint16_t>(content.size())).u32(0).text(content);
    }
    const std::uint64_t address = out_.size();
    out_.u8(1).u8(0).u16(static_cast<std::uint16_t>(messages.size())).u32(1);
    out_.u32(static_cast<std::uint32_t>(body.size())).u32(0).text(body.bytes());
    return address;
  }

  std::uint64_t write_new_header(const std::vector<Message>& messages) {
    ByteWriter body;
    for (const Message& message : messages) {
      body.u8(static_cast<std::uint8_t>(message.type));
      body.u16(static_cast<std::uint16_t>(message.content.size())).u8(0).text(message.content);
    }
    ByteWriter header;
    header.text("OHDR").u8(2).u8(2).u32(static_cast<std::uint32_t>(body.size()));
    header.text(body.bytes());
    const std::uint64_t address = out_.size();
    out_.text(header.bytes()).u32(checksum(header.bytes()));
    return address;
  }

  bool is_old_;
  int version_;
  std::uint64_t holes_ = 0;
  ByteWriter out_;
  std::vector<std::string> texts_;
  std::uint64_t heap_ = 0;
};

}  // namespace

H5Node h5_group(std::string name, std::vector<H5Node> children,
                std::vector<H5Attribute> attributes) {
  H5Node node;
  node.name = std::move(name);
  node.children = std::move(children);
  node.attributes = std::move(attributes);
  return node;
}

H5Node h5_dataset(std::string name, std::vector<std::uint64_t> shape, std::string type) {
  H5Node node;
  node.name = std::move(name);
  node.kind = H5Node::Kind::kDataset;
  node.shape = std::move(shape);
  node.type = std::move(type);
  return node;
}

H5Attribute h5_text(std::string name, std::string text) {
  return {.name = std::move(name), .texts = {std::move(text)}};
}

std::string hdf5(const H5Node& root, int version) { return Writer(version).write(root); }

File hdf5_file(std::string path, const H5Node& root) {
  return Writer(0).write_file(std::move(path), root);
}

}  // namespace stacmlm::model_files
