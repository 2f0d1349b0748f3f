// SPDX-License-Identifier: Apache-2.0
// What may be opened, and what nobody may ask for.
#include <fmt/format.h>

#include <iterator>
#include <map>

#include "files.h"

namespace stacmlm::raster {
namespace {

/// Gives files by URL, and remembers what it was asked for.
class Files final : public base::Fetcher {
 public:
  std::map<std::string, std::string> files;
  std::vector<std::string> asked;
  std::string version = "1";

  base::Result<std::string> fetch(std::string_view url, std::size_t) override {
    return base::fail(base::ErrorKind::kIo, std::string(url));
  }

  base::Result<base::FetchedRange> fetch_range(std::string_view url, std::uint64_t offset,
                                               std::size_t size) override {
    asked.emplace_back(url);
    const auto found = files.find(asked.back());
    if (found == files.end()) {
      return base::fail(base::ErrorKind::kNotFound, asked.back() + ": no such file");
    }
    const std::string& text = found->second;
    if (offset >= text.size()) return base::fail(base::ErrorKind::kIo, "behind the end");
    return base::FetchedRange{text.substr(offset, size), text.size(), version, asked.back()};
  }
};

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string vrt_of(const std::string& source, const std::string& more = "") {
  return fmt::format(R"(<VRTDataset rasterXSize="10" rasterYSize="10">{}
    <VRTRasterBand dataType="UInt16" band="1"><SimpleSource>
      <SourceFilename relativeToVRT="0">{}</SourceFilename><SourceBand>1</SourceBand>
    </SimpleSource></VRTRasterBand></VRTDataset>)",
                     more, source);
}

/// The first Error of opening and reading.
base::Error error_of(const std::string& path, const Access& access = {}) {
  auto raster = open(path, access);
  if (!raster) return raster.error();
  std::vector<float> values(100);
  const std::size_t band = 0;
  const auto read = (*raster)->read({0, 0, 10, 10}, {&band, 1}, values, {});
  EXPECT_FALSE(read) << path;
  return read ? base::Error{} : read.error();
}

TEST(Access, RemoteFilesComeThroughTheFetcherAlone) {
  const Folder folder;
  make_file(folder / "a.tif", {.width = 600, .height = 500});
  Files files;
  files.files["https://example.com/a.tif"] = bytes_of(folder / "a.tif");
  files.files["https://bucket.s3.amazonaws.com/some/a.tif"] = bytes_of(folder / "a.tif");
  for (const char* name : {"https://example.com/a.tif", "s3://bucket/some/a.tif"}) {
    EXPECT_EQ(open(name).error().kind, base::ErrorKind::kUnsupported);
    const auto raster = opened(open(name, {&files}));
    ASSERT_NE(raster, nullptr);
    const Pixels pixels = read_pixels(*raster, {590, 490, 10, 10});
    EXPECT_EQ(pixels.values[99], gradient(1, 599, 499));
  }
  const auto missing = open("https://example.com/b.tif", {&files});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, base::ErrorKind::kNotFound);
}

TEST(Access, ARemoteFileThatChangesIsAnError) {
  const Folder folder;
  make_file(folder / "a.tif", {.width = 600, .height = 500});
  Files files;
  files.files["https://example.com/a.tif"] = bytes_of(folder / "a.tif");
  const auto raster = opened(open("https://example.com/a.tif", {&files}));
  files.version = "2";
  std::vector<float> values(100);
  const std::size_t band = 0;
  const auto read = raster->read({590, 490, 10, 10}, {&band, 1}, values, {});
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().message.find("changed"), std::string::npos) << read.error().message;
}

TEST(Access, AFileOnDiskCannotNameTheNetwork) {
  const Folder folder;
  make_file(folder / "a.tif", {});
  write_text(folder / "inner.vrt", vrt_of("/vsicurl/https://example.com/a.tif"));
  for (const std::string& source : std::vector<std::string>{
           "/vsicurl/https://example.com/a.tif", "https://example.com/a.tif",
           "/vsicurl?url=https%3A%2F%2Fexample.com%2Fa.tif",
           "/vsicurl_streaming/https://example.com/a", "/vsis3/bucket/a.tif", "/vsigs/bucket/a.tif",
           "/vsiaz/bucket/a.tif", "/vsizip//vsicurl/https://example.com/a.zip/a.tif",
           "/vsisubfile/0_100,/vsicurl/https://example.com/a.tif", "/vsistdin/",
           "/vsicrypt/key=0123456789abcdef,file=/vsicurl/https://example.com/a.tif",
           "&lt;GDAL_WMS&gt;&lt;Service name=\"TMS\"&gt;&lt;ServerUrl&gt;https://example.com/"
           "&lt;/ServerUrl&gt;&lt;/Service&gt;&lt;/GDAL_WMS&gt;",
           "WCS:https://example.com/wcs", "NETCDF:https://example.com/a.nc:x"}) {
    write_text(folder / "a.vrt", vrt_of(source));
    error_of(folder / "a.vrt");
  }
  const base::Error error = error_of(folder / "inner.vrt");
  EXPECT_EQ(error.kind, base::ErrorKind::kUnsupported) << error.message;
  EXPECT_NE(error.message.find("example.com"), std::string::npos) << error.message;
  write_text(folder / "outer.vrt", vrt_of(folder / "inner.vrt"));
  error_of(folder / "outer.vrt");
}

TEST(Access, AFileOnDiskMayNameTheNetworkWithAFetcher) {
  const Folder folder;
  make_file(folder / "a.tif", {});
  Files files;
  files.files["https://example.com/a.tif"] = bytes_of(folder / "a.tif");
  write_text(folder / "a.vrt", vrt_of("/vsicurl/https://example.com/a.tif"));
  {
    const auto raster = opened(open(folder / "a.vrt", {&files}));
    ASSERT_NE(raster, nullptr);
    EXPECT_EQ(read_pixels(*raster, {0, 0, 10, 10}).values[99], gradient(1, 9, 9));
  }
  // Having been allowed once does not allow the next one.
  error_of(folder / "a.vrt");
}

TEST(Access, NoCRSIsFetched) {
  const Folder folder;
  make_file(folder / "a.tif", {});
  write_text(folder / "a.vrt", vrt_of(folder / "a.tif", "<SRS>http://127.0.0.1:9/crs</SRS>"));
  const auto raster = open(folder / "a.vrt");
  if (raster) {
    EXPECT_EQ((*raster)->info().grid.crs, "");
  }
}

TEST(Access, PythonInAVRTDoesNotRun) {
  const Folder folder;
  make_file(folder / "a.tif", {});
  write_text(folder / "a.vrt", fmt::format(R"(<VRTDataset rasterXSize="10" rasterYSize="10">
    <VRTRasterBand dataType="UInt16" band="1" subClass="VRTDerivedRasterBand">
      <PixelFunctionType>run</PixelFunctionType>
      <PixelFunctionLanguage>Python</PixelFunctionLanguage>
      <PixelFunctionCode><![CDATA[
def run(in_ar, out_ar, *args, **kwargs):
    open('{0}/ran', 'w')
]]></PixelFunctionCode>
      <SimpleSource><SourceFilename>{0}/a.tif</SourceFilename></SimpleSource>
    </VRTRasterBand></VRTDataset>)",
                                           folder / "."));
  error_of(folder / "a.vrt");
  EXPECT_FALSE(std::filesystem::exists(folder / "ran"));
}

TEST(Access, NamesThatOnlyGDALUnderstandsAreRefused) {
  const Folder folder;
  make_file(folder / "a.tif", {});
  for (const std::string& name : std::vector<std::string>{
           std::string("/vsicurl/https://example.com/a.tif"), std::string("/vsimem/a.tif"),
           "GTIFF_DIR:1:" + (folder / "a.tif"), vrt_of(folder / "a.tif"), std::string(),
           std::string("vrt:///tmp/a.tif")}) {
    EXPECT_FALSE(open(name)) << name;
  }
  EXPECT_TRUE(open("file://" + (folder / "a.tif")));
}

TEST(Access, AVRTThatNamesItselfEnds) {
  const Folder folder;
  write_text(folder / "a.vrt", vrt_of(folder / "a.vrt"));
  const auto raster = open(folder / "a.vrt");
  if (!raster) return;
  std::vector<float> values(100);
  const std::size_t band = 0;
  static_cast<void>((*raster)->read({0, 0, 10, 10}, {&band, 1}, values, {}));
}

}  // namespace
}  // namespace stacmlm::raster
