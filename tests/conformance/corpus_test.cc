// SPDX-License-Identifier: Apache-2.0
// Real documents: nothing of them is lost, and the faults that people found in them are found.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "stacmlm/mlm/legacy/ml_model.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/rules/check.h"
#include "stacmlm/stac/item.h"
#include "stacmlm/stac/write.h"

namespace stacmlm::rules {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

const fs::path kCorpus = STACMLM_SHARED "/corpus";

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A row of corpus_findings.tsv: a recorded fault, and where we find it.
struct Row {
  std::string file;
  std::string sentence;
  std::string code;
  std::string pointer;
};

std::vector<Row> read_rows() {
  std::ifstream file(STACMLM_CORPUS_FINDINGS);
  std::vector<Row> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream columns(line);
    Row row;
    std::getline(columns, row.file, '\t');
    std::getline(columns, row.sentence, '\t');
    std::getline(columns, row.code, '\t');
    std::getline(columns, row.pointer, '\t');
    rows.push_back(row);
  }
  return rows;
}

class Corpus : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(kCorpus)) GTEST_SKIP() << "the conformance data is not at " << STACMLM_SHARED;
  }
};

TEST_F(Corpus, EveryRecordedSentenceHasARow) {
  std::set<std::pair<std::string, std::string>> rows;
  for (const Row& row : read_rows()) rows.emplace(row.file, row.sentence);
  std::size_t sentences = 0;
  for (const Json& entry : Json::parse(read_file(kCorpus / "index.json"))) {
    for (const Json& sentence : entry.at("semantic_findings")) {
      ++sentences;
      const auto row = std::pair(entry.at("file").get<std::string>(), sentence.get<std::string>());
      EXPECT_TRUE(rows.contains(row)) << row.first << ": " << row.second;
    }
  }
  EXPECT_EQ(sentences, 73U);
}

TEST_F(Corpus, EveryRecordedFaultIsFound) {
  std::map<std::string, diag::DocumentReport> reports;
  for (const Row& row : read_rows()) {
    if (!reports.contains(row.file)) {
      const std::string text = read_file(kCorpus / row.file);
      reports[row.file] = Checker().check(json::Text::copy_of(text), row.file);
    }
    const auto& findings = reports[row.file].findings;
    const bool found = std::ranges::any_of(findings, [&](const diag::Diagnostic& finding) {
      return finding.code == row.code && finding.pointer == row.pointer;
    });
    EXPECT_TRUE(found) << row.file << ": " << row.sentence << ": " << row.code << " at "
                       << row.pointer;
  }
}

/// The value of a document, member by member, from our own nodes.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the document
Json value_of(json::Value value) {
  if (value.is_object()) {
    Json object = Json::object();
    for (const json::Value member : value.members())
      object[std::string(member.key())] = value_of(member);
    return object;
  }
  if (value.is_array()) {
    Json array = Json::array();
    for (const json::Value element : value.elements()) array.push_back(value_of(element));
    return array;
  }
  if (value.is_string()) return std::string(value.string());
  return Json::parse(value.raw());
}

TEST_F(Corpus, NothingOfADocumentIsLost) {
  std::size_t documents = 0;
  for (const auto& entry : fs::directory_iterator(kCorpus)) {
    if (entry.path().filename() == "index.json") continue;
    const std::string text = read_file(entry.path());
    if (!Json::accept(text)) continue;
    ++documents;
    json::Parser parser;
    json::Document document;
    ASSERT_FALSE(parser.parse(json::Text::copy_of(text), document)) << entry.path();
    EXPECT_EQ(document.text(), text);
    EXPECT_EQ(value_of(document.root()), Json::parse(text)) << entry.path();
  }
  EXPECT_GE(documents, 46U);
}

/// What the typed object writes is equal to what it was read from.
template <class Owner>
void expect_written(json::Value value) {
  const std::string text = stac::write_object(Owner::read(value));
  json::Parser parser;
  json::Document document;
  ASSERT_FALSE(parser.parse(json::Text::copy_of(text), document)) << text;
  EXPECT_TRUE(json::equal(document.root(), value)) << text;
}

void expect_model_written(json::Value properties) {
  expect_written<mlm::Model>(properties);
  expect_written<mlm::legacy::MlModelV1>(properties);
  for (const json::Value input : properties.find("mlm:input").elements()) {
    if (input.is_object()) expect_written<mlm::ModelInput>(input);
  }
  for (const json::Value output : properties.find("mlm:output").elements()) {
    if (output.is_object()) expect_written<mlm::ModelOutput>(output);
  }
}

TEST_F(Corpus, TypedObjectsWriteWhatTheyRead) {
  std::size_t objects = 0;
  for (const auto& entry : fs::directory_iterator(kCorpus)) {
    json::Parser parser;
    json::Document document;
    if (parser.parse(json::Text::copy_of(read_file(entry.path())), document)) continue;
    const json::Value root = document.root();
    if (!root.is_object()) continue;
    ++objects;
    expect_written<stac::Item>(root);
    expect_written<stac::Collection>(root);
    expect_written<stac::Catalog>(root);
    if (root.find("properties").is_object()) expect_model_written(root.find("properties"));
    for (const json::Value link : root.find("links").elements()) {
      if (link.is_object()) expect_written<stac::Link>(link);
    }
    for (const json::Value asset : root.find("assets").members()) {
      if (asset.is_object()) expect_written<stac::Asset>(asset);
    }
  }
  EXPECT_GT(objects, 40U);
}

}  // namespace
}  // namespace stacmlm::rules
