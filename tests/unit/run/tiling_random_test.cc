// SPDX-License-Identifier: Apache-2.0
// Nets of operators in any order: what their graph tells of the pixels around a pixel is true.
#include <array>
#include <random>

#include "runtimes.h"
#include "tiled.h"

namespace stacmlm::run {
namespace {

namespace makers = model_files::onnx;
using Integers = std::vector<std::int64_t>;

constexpr std::int64_t kChannels = 4;

/// Draws a net of four channels throughout.
class NetMaker {
 public:
  explicit NetMaker(unsigned seed) : random_(seed) {}

  makers::Model make() {
    value_ = "input";
    const std::int64_t count = number(2, 6);
    for (std::int64_t i = 0; i < count; ++i) add_layer();
    add("Identity", {value_}, {}, "logits");
    model_.graph.inputs = {{"input", makers::Type::kFloat32, {"n", kChannels, "h", "w"}}};
    model_.graph.outputs = {{"logits", makers::Type::kFloat32, {"n", kChannels, "r", "c"}}};
    return std::move(model_);
  }

 private:
  std::int64_t number(std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(random_);
  }
  Integers two(std::int64_t least, std::int64_t most) {
    return {number(least, most), number(least, most)};
  }
  Integers four(std::int64_t least, std::int64_t most) {
    return {number(least, most), number(least, most), number(least, most), number(least, most)};
  }
  void add(const std::string& type, std::vector<std::string> inputs,
           std::vector<makers::Attribute> attributes = {}, const std::string& output = {}) {
    value_ = output.empty() ? "v" + std::to_string(model_.graph.nodes.size()) : output;
    model_.graph.nodes.push_back({type, std::move(inputs), {value_}, std::move(attributes)});
  }
  std::string weight(makers::Tensor tensor) {
    tensor.name = "w" + std::to_string(model_.graph.initializers.size());
    if (tensor.type == makers::Type::kFloat32 && tensor.shape.size() == 4)
      tensor = makers::floats(tensor.name, tensor.shape);
    model_.graph.initializers.push_back(tensor);
    return tensor.name;
  }

  void add_layer();
  void convolution() {
    const Integers kernel = two(1, 4);
    add("Conv",
        {value_, weight({.name = {}, .shape = {kChannels, kChannels, kernel[0], kernel[1]}})},
        {{"strides", two(1, 2)}, {"dilations", two(1, 2)}, {"pads", four(0, 2)}});
  }
  void same_convolution() {
    add("Conv", {value_, weight({.name = {}, .shape = {kChannels, 1, 3, 3}})},
        {{"strides", two(1, 2)},
         {"group", kChannels},
         {"auto_pad", std::string(number(0, 1) == 0 ? "SAME_UPPER" : "SAME_LOWER")}});
  }
  void transposed() {
    const Integers kernel = two(2, 4);
    add("ConvTranspose",
        {value_, weight({.name = {}, .shape = {kChannels, kChannels, kernel[0], kernel[1]}})},
        {{"strides", two(1, 2)}, {"pads", four(0, 1)}});
  }
  void pool() {
    add(number(0, 1) == 0 ? "MaxPool" : "AveragePool", {value_},
        {{"kernel_shape", two(2, 3)}, {"strides", two(1, 2)}, {"pads", four(0, 1)}});
  }
  void pooled_up() {
    const char* mode = number(0, 1) == 0 ? "nearest" : "linear";
    const char* places = number(0, 1) == 0 ? "half_pixel" : "asymmetric";
    const std::string scales = weight(makers::values("", {1, 1, 2, 2}));
    add("Resize", {value_, "", scales},
        {{"mode", std::string(mode)}, {"coordinate_transformation_mode", std::string(places)}});
  }
  void border() {
    const Integers pads = four(-1, 2);
    add("Pad",
        {value_, weight(makers::integers("", {0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]}))},
        {{"mode", std::string(number(0, 1) == 0 ? "constant" : "edge")}});
  }
  void cut() {
    const std::string starts = weight(makers::integers("", two(0, 3)));
    const std::string ends = weight(makers::integers("", {-number(1, 3), -number(1, 3)}));
    add("Slice", {value_, starts, ends, weight(makers::integers("", {2, 3}))});
  }
  void shuffle() {
    add("SpaceToDepth", {value_}, {{"blocksize", std::int64_t{2}}});
    const std::string weights = weight({.name = {}, .shape = {16, 16, 1, 1}});
    add("Conv", {value_, weights});
    add("DepthToSpace", {value_}, {{"blocksize", std::int64_t{2}}});
  }
  void around() {
    const std::string skip = value_;
    add("Conv", {value_, weight({.name = {}, .shape = {kChannels, kChannels, 3, 3}})},
        {{"pads", Integers{1, 1, 1, 1}}});
    add("Add", {value_, skip});
  }

  std::mt19937 random_;
  makers::Model model_;
  std::string value_;
};

void NetMaker::add_layer() {
  constexpr std::array kLayers = {
      &NetMaker::convolution, &NetMaker::same_convolution, &NetMaker::transposed,
      &NetMaker::pool,        &NetMaker::pooled_up,        &NetMaker::border,
      &NetMaker::cut,         &NetMaker::shuffle,          &NetMaker::around};
  (this->*kLayers[static_cast<std::size_t>(number(0, kLayers.size() - 1))])();
}

class RandomNets : public OnEachRuntime {};

TEST_P(RandomNets, TilesGiveWhatTheWholeImageGives) {
  Folder folder;
  constexpr std::int64_t kLargestTile = 96;
  int compared = 0;
  int seen = 0;  // nets in which tiles without a margin are told from the whole
  for (unsigned seed = 0; seed < 120; ++seed) {
    const std::string path = folder.write(NetMaker(seed).make());
    const auto graph = graph::read_graph(*artifact::open_source(path).value()).value();
    const NetworkField field = field_of(graph, {"input"}, {"logits"}).value();
    // Halves of odd sizes, shuffled: such a net takes no image at all.
    if (!field.is_exact) continue;
    const std::int64_t rows = smallest_tile(field.y);
    const std::int64_t columns = smallest_tile(field.x);
    if (std::max(rows, columns) > kLargestTile) continue;
    const Net net = load(runtime(), path);
    const Tensor image = noise({1, kChannels, 2 * rows + 5, 3 * columns + 7});
    const std::vector<float> whole = run_whole(net, image);
    for (const std::int64_t more : {0, 1, 3}) {
      const std::vector<float> tiles =
          run_tiles(net, image, rows + more * field.y.stride, columns + more * field.x.stride);
      EXPECT_TRUE(is_bit_equal(tiles, whole)) << "net " << seed << ", tile + " << more;
    }
    ++compared;
    Net careless = load(runtime(), path);
    for (AxisField* axis : {&careless.field.y, &careless.field.x}) axis->left = axis->right = 0;
    const std::vector<float> seams =
        run_tiles(careless, image, rows + 3 * field.y.stride, columns + 3 * field.x.stride);
    seen += is_bit_equal(seams, whole) ? 0 : 1;
  }
  EXPECT_GE(compared, 80);
  EXPECT_GE(seen, compared * 3 / 4);
}

INSTANTIATE_TEST_SUITE_P(Each, RandomNets, testing::ValuesIn(runtimes_of("onnx")), runtime_name);

}  // namespace
}  // namespace stacmlm::run
