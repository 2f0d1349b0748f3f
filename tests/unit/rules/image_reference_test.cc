// SPDX-License-Identifier: Apache-2.0
#include "rules/legacy/image_reference.h"

#include <gtest/gtest.h>

#include <string>

namespace stacmlm::rules {
namespace {

TEST(ImageReference, is_full) {
  const std::string digest = "@sha256:" + std::string(64, '0');
  for (const std::string& image :
       {std::string("registry.example.org/barns/predict:1.0"),
        std::string("registry.example.org:5000/barns/gpu/predict:1.0-a_b"),
        std::string("localhost/barns/predict:latest"), "ghcr.io/barns/predict" + digest,
        "ghcr.io/barns/predict:1.0" + digest, std::string("docker.io/a/b-c__d.e:V1")}) {
    EXPECT_EQ(image_form(image), ImageForm::kFull) << image;
  }
}

TEST(ImageReference, does_not_say_all) {
  for (const std::string_view image :
       {"predict", "predict:1.0", "barns/predict:1.0", "registry.example.org/barns/predict",
        "registry.example.org/predict:1.0"}) {
    EXPECT_EQ(image_form(image), ImageForm::kPartial) << image;
  }
}

TEST(ImageReference, is_none) {
  for (const std::string_view image : {"",
                                       ":",
                                       "/",
                                       "a/",
                                       "/a",
                                       "a//b",
                                       "a:",
                                       "a:b:c",
                                       "https://registry.example.org/a/b:1",
                                       "docker://a/b",
                                       "dir:/etc",
                                       "oci-archive:/etc/passwd",
                                       "docker-archive:/a:b",
                                       "oci:/a/b:1",
                                       "Upper/case:1",
                                       "a b",
                                       "a/b:1 ",
                                       "a@sha256:00",
                                       "a@",
                                       "a/b:ta/g",
                                       "registry.example.org:/a/b:1",
                                       "registry.example.org:123456/a/b:1",
                                       "-a/b",
                                       "a/-b",
                                       "--privileged",
                                       "a/b:-1",
                                       "../a",
                                       "./a",
                                       "a\nb",
                                       ".example.org/a/b:1"}) {
    EXPECT_EQ(image_form(image), ImageForm::kNone) << image;
  }
  EXPECT_EQ(image_form(std::string(2000, 'a')), ImageForm::kNone);
}

}  // namespace
}  // namespace stacmlm::rules
