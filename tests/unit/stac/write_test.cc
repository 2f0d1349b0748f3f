// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/stac/write.h"

#include "parsed.h"
#include "stacmlm/stac/item.h"

namespace stacmlm::stac {
namespace {

using json::Parsed;

TEST(WriteObject, gives_back_what_was_read) {
  const Parsed json(R"({"x": {"y": 1.50}, "id": null, "rel": 7, "href": "./a", "\u0061b": [ ]})");
  EXPECT_EQ(write_object(Link::read(json.root())),
            R"({"x": {"y": 1.50}, "id": null, "rel": 7, "href": "./a", "ab": [ ]})");
}

TEST(WriteObject, writes_what_was_set_and_not_what_was_emptied) {
  const Parsed json(R"({"href": "./a", "rel": "item", "title": "A", "type": null})");
  const Parsed other(R"(["./b", "GET"])");
  Link link = Link::read(json.root());
  link.href.set_raw(other.root().at(0));
  link.method.set_raw(other.root().at(1));
  link.title.set_raw({});
  EXPECT_EQ(write_object(link), R"({"href": "./b", "rel": "item", "type": null, "method": "GET"})");
}

TEST(WriteObject, two_keys_of_one_field_stay) {
  const Parsed json(R"({"eo:common_name": "red", "name": "B04", "common_name": "nir"})");
  Band band = Band::read(json.root());
  EXPECT_EQ(write_object(band), json.root().raw());
  const Parsed other(R"("green")");
  band.common_name.set_raw(other.root());
  EXPECT_EQ(write_object(band),
            R"({"eo:common_name": "green", "name": "B04", "common_name": "green"})");
}

TEST(WriteObject, an_object_can_be_made_from_nothing) {
  const Parsed values(R"(["a.pt", ["mlm:model"]])");
  Asset asset;
  asset.roles.set_raw(values.root().at(1));
  asset.href.set_raw(values.root().at(0));
  EXPECT_EQ(write_object(asset), R"({"href": "a.pt", "roles": ["mlm:model"]})");
}

TEST(UnknownMembers, are_those_without_a_description) {
  const Parsed json(R"({"type": "Feature", "own": 1, "Type": 2})");
  const auto unknown = unknown_members(Item::read(json.root()));
  ASSERT_EQ(unknown.size(), 2U);
  EXPECT_EQ(unknown[0].key(), "own");
  EXPECT_EQ(unknown[1].key(), "Type");
}

}  // namespace
}  // namespace stacmlm::stac
