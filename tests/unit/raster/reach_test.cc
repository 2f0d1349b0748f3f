// SPDX-License-Identifier: Apache-2.0
// Which files of this machine a raster may lead to.
#include <fmt/format.h>
#include <sys/stat.h>

#include <iterator>
#include <new>

#include "files.h"
#include "raster/read/handles.h"

namespace stacmlm::raster {
namespace {

namespace fs = std::filesystem;

/// A folder with a scene, beside one that is none of its business.
class Reached : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* folder : {"scene", "scene/below", "scene/.hidden", "other"})
      fs::create_directory(folder_ / folder);
    for (const char* file :
         {"scene/a.tif", "scene/below/a.tif", "scene/.hidden/a.tif", "scene/.a.tif", "other/a.tif"})
      make_file(folder_ / file, {});
    write_text(folder_ / "other/raw", std::string(1000, 'x'));
  }

  /// A VRT in `scene/` with one band of this text; `more` stands beside it.
  std::string vrt(const std::string& band, const std::string& more = "",
                  const std::string& kind = "") {
    write_text(folder_ / "scene/a.vrt",
               fmt::format("<VRTDataset rasterXSize=\"10\" rasterYSize=\"10\">{}<VRTRasterBand "
                           "dataType=\"UInt16\" band=\"1\"{}>{}</VRTRasterBand></VRTDataset>",
                           more, kind, band));
    return folder_ / "scene/a.vrt";
  }
  std::string vrt_of(const std::string& source, bool is_relative = false) {
    return vrt(
        fmt::format("<SimpleSource><SourceFilename relativeToVRT=\"{}\">{}</SourceFilename>"
                    "<SourceBand>1</SourceBand></SimpleSource>",
                    is_relative ? 1 : 0, source));
  }

  /// Why its first band cannot be read; empty: it can.
  static std::string why_not(const std::string& path, const Access& access = {}) {
    const auto raster = open(path, access);
    if (!raster) return raster.error().message;
    std::vector<float> values(100);
    const std::size_t band = 0;
    const auto read = (*raster)->read({0, 0, 10, 10}, {&band, 1}, values, {});
    return read ? "" : read.error().message;
  }

  void expect_refused(const std::string& path) {
    const std::string why = why_not(path);
    EXPECT_NE(why.find("and may name files beside it and below alone"), std::string::npos)
        << why << '\n'
        << path;
  }

  Folder folder_;
};

TEST_F(Reached, FilesBesideAVRTAndBelowAreRead) {
  EXPECT_EQ(why_not(vrt_of("a.tif", true)), "");
  EXPECT_EQ(why_not(vrt_of("below/a.tif", true)), "");
  EXPECT_EQ(why_not(vrt_of("below/../a.tif", true)), "");
  EXPECT_EQ(why_not(vrt_of(folder_ / "scene/below/a.tif")), "");
  EXPECT_EQ(why_not(vrt_of("vrt://" + (folder_ / "scene/a.tif") + "?bands=1")), "");
  EXPECT_EQ(why_not(vrt_of("GTIFF_DIR:1:" + (folder_ / "scene/a.tif"))), "");
}

TEST_F(Reached, AVRTMayLieBehindALink) {
  vrt_of("a.tif", true);
  fs::create_symlink(folder_ / "scene", folder_ / "link");
  EXPECT_EQ(why_not(folder_ / "link/a.vrt"), "");
  fs::create_symlink(folder_ / "other/a.tif", folder_ / "scene/link.tif");
  EXPECT_EQ(why_not(folder_ / "scene/link.tif"), "") << "the user named it";
}

TEST_F(Reached, FilesElsewhereAreRefused) {
  const std::string other = folder_ / "other/a.tif";
  expect_refused(vrt_of(other));
  expect_refused(vrt_of("../other/a.tif", true));
  expect_refused(vrt_of(".hidden/a.tif", true));
  expect_refused(vrt_of(".a.tif", true));
  expect_refused(vrt_of("vrt://" + other + "?bands=1"));
  expect_refused(vrt_of("GTIFF_DIR:1:" + other));
  expect_refused(vrt_of("/vsisubfile/0_400," + other));
  expect_refused(vrt_of("/vsigzip/" + other));
  fs::create_symlink(other, folder_ / "scene/link.tif");
  expect_refused(vrt_of("link.tif", true));
  // VRTs in VRTs, as text and as files.
  const std::string inner =
      "<VRTDataset rasterXSize=\"10\" rasterYSize=\"10\"><VRTRasterBand dataType=\"UInt16\" "
      "band=\"1\"><SimpleSource><SourceFilename>{0}</SourceFilename></SimpleSource>"
      "</VRTRasterBand></VRTDataset>";
  write_text(folder_ / "scene/inner.tif", fmt::format(fmt::runtime(inner), other));
  // GDAL keeps quiet about what it did not open a second time.
  EXPECT_NE(why_not(folder_ / "scene/inner.tif"), "");
  EXPECT_NE(why_not(vrt_of("inner.tif", true)), "");
}

TEST_F(Reached, BytesOfOtherFilesAreNoPixels) {
  const auto raw = [&](const std::string& source) {
    return vrt(fmt::format("<SourceFilename relativeToVRT=\"0\">{}</SourceFilename>"
                           "<ImageOffset>0</ImageOffset><PixelOffset>2</PixelOffset>"
                           "<LineOffset>20</LineOffset>",
                           source),
               "", " subClass=\"VRTRawRasterBand\"");
  };
  EXPECT_NE(why_not(raw(folder_ / "other/raw")), "");
  EXPECT_NE(why_not(raw("/etc/passwd")), "");
  fs::copy(folder_ / "other/raw", folder_ / "scene/raw");
  EXPECT_EQ(why_not(raw(folder_ / "scene/raw")), "");
}

TEST_F(Reached, NothingElseThanPixelsLeadsElsewhere) {
  const std::string other = folder_ / "other/a.tif";
  const std::string own =
      "<SimpleSource><SourceFilename relativeToVRT=\"1\">a.tif"
      "</SourceFilename></SimpleSource>";
  expect_refused(vrt(own, fmt::format("<MaskBand><VRTRasterBand dataType=\"Byte\"><SimpleSource>"
                                      "<SourceFilename>{}</SourceFilename></SimpleSource>"
                                      "</VRTRasterBand></MaskBand>",
                                      other)));
  EXPECT_NE(why_not(vrt("<KernelFilteredSource><SourceFilename>" + other +
                        "</SourceFilename><Kernel><Size>1</Size><Coefs>1</Coefs></Kernel>"
                        "</KernelFilteredSource>")),
            "");
}

TEST_F(Reached, MemoryOfTheProgramIsNoRaster) {
  EXPECT_NE(why_not(vrt_of("MEM:::DATAPOINTER=0x1000,PIXELS=10,LINES=10,DATATYPE=UInt16")), "");
}

TEST_F(Reached, APipeIsNotWaitedFor) {
  ASSERT_EQ(::mkfifo((folder_ / "scene/pipe.tif").c_str(), 0600), 0);
  EXPECT_NE(why_not(vrt_of("pipe.tif", true)), "");
  EXPECT_NE(why_not(folder_ / "scene/pipe.tif"), "");
}

TEST_F(Reached, AFileOfAnotherHostNamesNoneOfThisOne) {
  class Remote final : public base::Fetcher {
   public:
    explicit Remote(std::string text) : text_(std::move(text)) {}
    base::Result<std::string> fetch(std::string_view, std::size_t) override { return text_; }
    base::Result<base::FetchedRange> fetch_range(std::string_view url, std::uint64_t offset,
                                                 std::size_t size) override {
      if (!url.ends_with("a.vrt") || offset >= text_.size())
        return base::fail(base::ErrorKind::kNotFound, "no such file");
      return base::FetchedRange{text_.substr(offset, size), text_.size(), "1", std::string(url)};
    }

   private:
    std::string text_;
  };
  std::ifstream in(vrt_of(folder_ / "scene/a.tif"));
  Remote remote(std::string(std::istreambuf_iterator<char>(in), {}));
  const std::string why = why_not("https://example.com/a.vrt", {.fetcher = &remote});
  EXPECT_NE(why.find("a file of this machine"), std::string::npos) << why;
}

TEST_F(Reached, NothingIsWrittenBesideARaster) {
  EXPECT_EQ(why_not(vrt_of("a.tif", true)), "");
  EXPECT_EQ(folder_.names(), (std::vector<std::string>{"other", "scene"}));
  EXPECT_FALSE(fs::exists(folder_ / "scene/a.tif.aux.xml"));
}

TEST_F(Reached, AVRTThatNamesItselfManyTimesEnds) {
  std::string sources;
  for (int i = 0; i < 8; ++i)
    sources +=
        "<SimpleSource><SourceFilename relativeToVRT=\"1\">a.vrt</SourceFilename>"
        "</SimpleSource>";
  why_not(vrt(sources));
}

TEST(Handles, APlaceIsFreeAgainWhereOpeningThrows) {
  ASSERT_TRUE(load_gdal());
  int calls = 0;
  const auto open = [&]() -> base::Result<std::unique_ptr<Handle>> {
    if (++calls == 1) throw std::bad_alloc();
    return std::make_unique<Handle>();
  };
  Handles handles(open, std::make_unique<Handle>(), 2);
  auto first = handles.take();
  ASSERT_TRUE(first);
  EXPECT_THROW(static_cast<void>(handles.take()), std::bad_alloc);
  auto second = handles.take();  // would wait for ever
  ASSERT_TRUE(second);
  handles.give_back(*std::move(first));
  handles.give_back(*std::move(second));
}

}  // namespace
}  // namespace stacmlm::raster
