// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/card.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <regex>
#include <sstream>
#include <string>

#include "author/card/tensor_glyph.h"
#include "parsed.h"
#include "stacmlm/json/yaml.h"
#include "stacmlm/mlm/vocabulary.h"
#include "stacmlm/stac/vocabulary.h"

namespace stacmlm::author {
namespace {

namespace fs = std::filesystem;
using json::Parsed;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string example(const std::string& id) {
  return text_of(fs::path(STACMLM_EXAMPLES) / id / (id + ".json"));
}

/// The card is what the file holds. STACMLM_UPDATE_GOLDEN=1 writes the file anew.
void expect_golden(const std::string& card, const std::string& name) {
  const fs::path path = fs::path(STACMLM_GOLDEN) / "card" / name;
  if (std::getenv("STACMLM_UPDATE_GOLDEN") != nullptr)
    std::ofstream(path, std::ios::binary) << card;
  EXPECT_EQ(card, text_of(path)) << path;
}

/// The front matter as a document.
void read_front_matter(const std::string& card, json::YamlDocument& yaml) {
  ASSERT_TRUE(card.starts_with("---\n"));
  const std::size_t end = card.find("\n---\n", 4);
  ASSERT_NE(end, std::string::npos);
  const auto fault = json::read_yaml(card.substr(4, end - 3), yaml);
  ASSERT_FALSE(fault.has_value()) << fault->message << "\n" << card;
}

/// A Markdown card without its front matter, fenced blocks and code spans, where markup is text.
std::string without_code(const std::string& card) {
  std::string rest;
  std::string fence;
  std::istringstream lines(card.substr(card.find("\n---\n") + 5));
  for (std::string line; std::getline(lines, line);) {
    const std::string ticks = line.substr(0, line.find_first_not_of('`'));
    if (!fence.empty()) {
      if (line == fence) fence.clear();
    } else if (ticks.size() >= 3) {
      fence = ticks;
    } else {
      rest += line + "\n";
    }
  }
  return std::regex_replace(rest, std::regex("(`+)[^`](.*?[^`])?\\1(?!`)"), "");
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

TEST(Card, IsThatOfTheGoldenFiles) {
  for (const std::string id : {"landcover-unet-s2", "flood-extent-s1-s2"}) {
    const Parsed item(example(id));
    expect_golden(write_markdown_card(item.root()), id + ".md");
    expect_golden(write_html_card(item.root()), id + ".html");
  }
}

TEST(Card, FrontMatterIsThatOfAModelHub) {
  const Parsed item(R"({"type": "Feature", "id": "x", "properties": {"license": "GPL-3.0-or-later",
    "keywords": ["crops", "stac", "a: b"], "mlm:tasks": ["regression", "object-detection"],
    "mlm:framework": "scikit-learn"},
    "links": [{"rel": "derived_from", "href": "https://huggingface.co/datasets/lab/crops"},
              {"rel": "derived_from", "href": "https://data.example.org/crops"}]})");
  json::YamlDocument yaml;
  read_front_matter(write_markdown_card(item.root()), yaml);
  const json::Value root = yaml.root();
  EXPECT_TRUE(root.find("license").equals("gpl-3.0"));
  EXPECT_TRUE(root.find("library_name").equals("sklearn"));
  EXPECT_TRUE(root.find("pipeline_tag").equals("object-detection"));
  ASSERT_EQ(root.find("datasets").size(), 1U);
  EXPECT_TRUE(root.find("datasets").at(0).equals("lab/crops"));
  ASSERT_EQ(root.find("tags").size(), 6U);
  EXPECT_TRUE(root.find("tags").at(5).equals("a: b"));
}

TEST(Card, ALicenseThatHubsDoNotKnowIsOther) {
  const Parsed item(R"({"type": "Feature", "properties": {"license": "My Own / 2"},
    "links": [{"rel": "license", "href": "https://example.org/l"}]})");
  json::YamlDocument yaml;
  read_front_matter(write_markdown_card(item.root()), yaml);
  EXPECT_TRUE(yaml.root().find("license").equals("other"));
  EXPECT_TRUE(yaml.root().find("license_name").equals("my-own-2"));
  EXPECT_TRUE(yaml.root().find("license_link").equals("https://example.org/l"));
}

// Every string of the document is hostile.
TEST(Card, NoTextOfTheDocumentIsMarkup) {
  const std::string evil =
      R"(\"'><script>alert(1)</script>\n---\nlicense: mit\n# [x](javascript:y) `|${z})";
  std::string text = R"({"type": "Feature", "id": "E", "bbox": [0, 0, 1, 1], "properties": {
    "title": "E", "description": "E", "license": "E", "keywords": ["E"], "version": "E",
    "datetime": "E", "providers": [{"name": "E", "roles": ["E"], "url": "E"}], "processing:level": "E",
    "processing:software": {"E": "E"}, "sci:citation": "E", "sci:doi": "E", "created": "E",
    "sci:publications": [{"doi": "E", "citation": "E"}],
    "mlm:name": "E", "mlm:architecture": "E", "mlm:tasks": ["E"], "mlm:framework": "E",
    "mlm:framework_version": "E", "mlm:pretrained": true, "mlm:pretrained_source": "E",
    "mlm:accelerator": "E", "mlm:hyperparameters": {"E": "E"},
    "mlm:input": [{"name": "E", "description": "E", "bands": ["E", {"name": "E", "format": "E", "expression": "E"}],
      "resize_type": "E", "input": {"shape": [1, 2, "E"], "dim_order": ["E", "bands", "E"], "data_type": "E"},
      "value_scaling": [{"type": "E", "E": "E"}], "pre_processing_function": {"format": "E", "expression": "E"}}],
    "mlm:output": [{"name": "E", "tasks": ["E"], "result": {"shape": ["E"], "dim_order": ["E"], "data_type": "E"},
      "classification:classes": [{"value": "E", "name": "E", "title": "E", "color_hint": "E"}]}]},
    "links": [{"rel": "derived_from", "href": "E", "title": "E", "ml-aoi:split": "E"}, {"rel": "example", "href": "E"},
      {"rel": "license", "href": "E"}, {"rel": "cite-as", "href": "E"}],
    "assets": {"E": {"href": "https://example.org/E", "type": "E", "roles": ["E"], "mlm:artifact_type": "onnx"},
      "i": {"href": "E", "type": "application/vnd.oci.image", "roles": ["runtime"], "description": "E"},
      "c": {"href": "E", "roles": ["code"], "mlm:entrypoint": "E"}}})";
  for (std::size_t at = text.find("\"E\""); at != std::string::npos; at = text.find("\"E\"", at))
    text.replace(at + 1, 1, evil);
  text.replace(text.find("org/E"), 5, "org/" + evil);
  const Parsed item(text);
  const std::string page = write_html_card(item.root());
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("href=\"javascript:"), std::string::npos);
  EXPECT_EQ(count(page, "<meta http-equiv"), 1U);
  const std::string card = write_markdown_card(item.root());
  json::YamlDocument yaml;
  read_front_matter(card, yaml);
  EXPECT_TRUE(yaml.root().find("license").equals("other"));
  EXPECT_EQ(card.find("\nlicense: mit"), std::string::npos);
  EXPECT_EQ(without_code(card).find("<script"), std::string::npos) << without_code(card);
}

TEST(Card, ALicenseIsALinkWhereThereIsExactlyOne) {
  const auto card_with = [](const std::string& links) {
    const Parsed item(
        R"({"type": "Feature", "id": "i", "properties": {"license": "various"}, "links": [)" +
        links + "]}");
    return write_markdown_card(item.root());
  };
  const std::string a = R"({"rel": "license", "href": "https://e.org/a", "title": "License A"})";
  const std::string b = R"({"rel": "license", "href": "https://e.org/b"})";
  EXPECT_NE(card_with(a).find("[various](<https://e.org/a>)"), std::string::npos) << card_with(a);
  const std::string several = card_with(a + ", " + b);
  EXPECT_EQ(several.find("[various]"), std::string::npos) << several;
  EXPECT_EQ(several.find("license_link"), std::string::npos) << several;
  for (const char* link : {"[License A](<https://e.org/a>)", "[license](<https://e.org/b>)"})
    EXPECT_NE(several.find(link), std::string::npos) << several;
}

TEST(Card, SaysOfAnAcceleratorThatItIsRequiredOnlyWhereThereIsOne) {
  for (const auto& [accelerator, told] :
       {std::pair(R"("cuda")", "| accelerator | cuda (required) |"), std::pair("null", "")}) {
    const Parsed item(
        std::string(R"({"type": "Feature", "id": "i", "properties": {"mlm:accelerator": )") +
        accelerator + R"(, "mlm:accelerator_constrained": true}})");
    const std::string card = write_markdown_card(item.root());
    EXPECT_NE(card.find(told), std::string::npos) << card;
    EXPECT_EQ(card.find("required") != std::string::npos, *told != '\0') << card;
  }
}

TEST(Card, HasAHeadingWithoutAName) {
  for (const char* text : {R"({"type": "Feature"})", R"({"type": "Feature", "id": " \n"})"}) {
    const Parsed item(text);
    EXPECT_NE(write_markdown_card(item.root()).find("\n# A model without a name\n"),
              std::string::npos);
    EXPECT_NE(write_html_card(item.root()).find("<h1>A model without a name</h1>"),
              std::string::npos);
  }
}

TEST(TensorGlyph, KnowsTheWavelengthOfEveryCommonNameAndOfNoOtherWord) {
  ChannelRow band;
  for (const std::string_view name : stac::kCommonNames) {
    band.common_name = name;
    EXPECT_GT(wavelength_of(band), 0) << name;
  }
  for (const char* other : {"violet", "aerosol", "swir12", "B04"}) {
    band.common_name = other;
    EXPECT_EQ(wavelength_of(band), 0) << other;
  }
}

std::string card_with_asset(const std::string& members) {
  const Parsed item(R"({"type": "Feature", "id": "i", "assets": {"a": {)" + members + "}}}");
  return write_markdown_card(item.root());
}

TEST(Card, OnlyWhatNamesAnImageIsPulled) {
  const auto pulled = [](const std::string& href) {
    const std::string card = card_with_asset(
        R"("type": "application/vnd.oci.image.index.v1+json", "roles": ["mlm:inference-runtime"], "href": ")" +
        href + '"');
    const std::size_t at = card.find("docker pull ");
    return at == std::string::npos ? std::string() : card.substr(at, card.find('\n', at) - at);
  };
  EXPECT_EQ(pulled("lab/roof"), "docker pull lab/roof");
  EXPECT_EQ(pulled("docker://lab/roof:1"), "docker pull lab/roof:1");
  EXPECT_EQ(pulled("https://registry.example.org/lab/roof:1.0"),
            "docker pull registry.example.org/lab/roof:1.0");
  for (const char* none : {"--privileged", "https://hub.docker.com/r/lab/roof", "./image.tar",
                           "a b", "https://e.org/lab/roof:1?x=y", ""})
    EXPECT_EQ(pulled(none), "") << none;
}

TEST(Card, TellsHowToLoadEveryKindOfArtifactThatAloneIsAModelOrItsWeights) {
  const auto is_loaded = [](std::string_view type) {
    const std::string card = card_with_asset(
        R"("href": "https://e.org/m/file.bin", "mlm:artifact_type": ")" + std::string(type) + '"');
    return card.find("Load the file:") != std::string::npos &&
           card.find("\"file.bin\"") != std::string::npos;
  };
  for (const mlm::Term& type : mlm::artifact_types())
    EXPECT_EQ(is_loaded(type.word), type.word != "tf.keras.Model.save_weights") << type.word;
  for (const char* other : {"onnx", "tf.saved_model.save", "pickle", "pickle.dump"})
    EXPECT_TRUE(is_loaded(other)) << other;
  EXPECT_FALSE(is_loaded("of my own"));
}

TEST(Card, WhatIsMalformedCountsAsAbsent) {
  for (
      const char* text :
      {"{}", R"({"type": "Catalog", "id": 7, "links": 3, "assets": []})",
       R"({"properties": {"mlm:input": [7, null, {"input": 3, "bands": [[]]}], "mlm:output": {}}})",
       R"({"geometry": {"type": "Polygon", "coordinates": [[[1e999, 3], [], [2]]]}, "bbox": [9]})",
       R"({"geometry": {"type": "Point", "coordinates": [5, 95]}, "properties": null})"}) {
    const Parsed item(text);
    EXPECT_NE(write_html_card(item.document.root()).find("</html>"), std::string::npos) << text;
    EXPECT_NE(write_markdown_card(item.document.root()).find("# "), std::string::npos) << text;
  }
}

TEST(Card, LongListsAreCutAndSayHowMuch) {
  std::string bands = "\"b\"";
  for (int i = 1; i < 1200; ++i) bands += ", \"b\"";
  const Parsed item(R"({"properties": {"mlm:input": [{"name": "x", "bands": [)" + bands + "]}]}}");
  EXPECT_NE(write_markdown_card(item.root()).find("and 700 more"), std::string::npos);
  EXPECT_NE(write_html_card(item.root()).find("and 700 more"), std::string::npos);
}

TEST(Card, TheMapGoesOnAcrossTheAntimeridian) {
  const Parsed item(
      R"({"type": "Feature", "bbox": [174, -22, -176, -12], "geometry": {"type": "MultiPolygon",
    "coordinates": [[[[174, -22], [180, -22], [180, -12], [174, -12], [174, -22]]],
                    [[[-180, -22], [-176, -22], [-176, -12], [-180, -12], [-180, -22]]]]}, "properties": {}})");
  const std::string page = write_html_card(item.root());
  EXPECT_NE(page.find("Map: 174°E to 176°W, 22°S to 12°S"), std::string::npos);
  const std::size_t area = page.find("class=\"area\"");
  ASSERT_NE(area, std::string::npos);
  const std::string path = page.substr(page.rfind("<path", area), area - page.rfind("<path", area));
  EXPECT_EQ(count(path, "M"), 2U) << path;
}

TEST(Card, WhatTwoBoxesShareIsNoHole) {
  const Parsed collection(R"({"type": "Collection", "id": "c", "extent": {"spatial": {"bbox":
    [[0, 0, 9, 9], [0, 0, 6, 6], [3, 3, 9, 9]]}}})");
  EXPECT_EQ(count(write_html_card(collection.root()), "class=\"area\""), 2U);
}

TEST(Card, LabelsOfDegreesDoNotLieOnEachOther) {
  const Parsed item(
      R"({"type": "Feature", "id": "i", "bbox": [-80, -85, -20, -60], "properties": {}})");
  const std::string page = write_html_card(item.root());
  const std::regex label("<text x=\"([0-9.]+)\" y=\"14\"");
  double last = -1000;
  for (std::sregex_iterator at(page.begin(), page.end(), label), end; at != end; ++at) {
    EXPECT_GE(std::stod((*at)[1]) - last, 43.9);
    last = std::stod((*at)[1]);
  }
  EXPECT_GT(last, 0);
}

TEST(Card, ACoastlineIsDrawnWhereItIsGiven) {
  const Parsed item(R"({"type": "Feature", "bbox": [0, 0, 10, 10], "properties": {}})");
  const Parsed coast(R"({"type": "FeatureCollection", "features": [{"type": "Feature", "geometry":
    {"type": "LineString", "coordinates": [[-5, 5], [5, 5], [15, 6]]}}, {"type": "Feature", "geometry":
    {"type": "Polygon", "coordinates": [[[2, 2], [4, 2], [4, 4], [2, 2]]]}}]})");
  EXPECT_EQ(write_html_card(item.root()).find("class=\"coast\""), std::string::npos);
  const std::string page = write_html_card(item.root(), coast.root());
  EXPECT_EQ(count(page, "class=\"coast\""), 2U);  // the map and the small one
  EXPECT_EQ(count(page, "class=\"land\""), 2U);
}

// Never more than a page, whatever the document holds.
TEST(Card, AnyDocumentGivesAPage) {
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same documents each time
  const std::string text = example("flood-extent-s1-s2");
  const Parsed whole(text);
  for (int i = 0; i < 300; ++i) {
    const json::Value from =
        whole.document.value_at(static_cast<std::uint32_t>(random() % whole.document.node_count()));
    const json::Value to =
        whole.document.value_at(static_cast<std::uint32_t>(random() % whole.document.node_count()));
    std::string changed = text;
    changed.replace(from.node().begin, from.node().end - from.node().begin, std::string(to.raw()));
    const Parsed mutant(changed);
    ASSERT_FALSE(mutant.fault.has_value());
    const std::string page = write_html_card(mutant.document.root());
    ASSERT_EQ(count(page, "<section>"), count(page, "</section>"));
    for (const char* number : {"\"nan", "\"inf", " nan", "Mnan", "Lnan", "Vnan", "Hnan", "-nan"})
      ASSERT_EQ(page.find(number), std::string::npos) << number;
    ASSERT_FALSE(write_markdown_card(mutant.document.root()).empty());
  }
}

}  // namespace
}  // namespace stacmlm::author
