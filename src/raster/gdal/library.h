// SPDX-License-Identifier: Apache-2.0
// What is used of GDAL. It is loaded with the first raster and not with the program: it comes with
// more than a hundred libraries, which take longer to load than a document takes to check.
#pragma once

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <gdal_alg.h>
#include <gdal_frmts.h>
#include <gdalwarper.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <string>

#include "stacmlm/base/result.h"
#include "stacmlm/raster/layer.h"

// Each name stands once: for the member, its type and the symbol that is looked up.
#define STACMLM_GDAL_FUNCTIONS(USE)                \
  USE(CPLCalloc)                                   \
  USE(CPLError)                                    \
  USE(CPLHTTPSetFetchCallback)                     \
  USE(CPLIsUTF8)                                   \
  USE(CPLPopErrorHandler)                          \
  USE(CPLPushErrorHandlerEx)                       \
  USE(CPLSetConfigOption)                          \
  USE(CPLSetThreadLocalConfigOption)               \
  USE(CPLStrdup)                                   \
  USE(CSLDestroy)                                  \
  USE(CSLFetchNameValue)                           \
  USE(CSLSetNameValue)                             \
  USE(GDALApproxTransform)                         \
  USE(GDALApproxTransformerOwnsSubtransformer)     \
  USE(GDALBuildOverviews)                          \
  USE(GDALClose)                                   \
  USE(GDALCreate)                                  \
  USE(GDALCreateApproxTransformer)                 \
  USE(GDALCreateColorTable)                        \
  USE(GDALCreateCopy)                              \
  USE(GDALCreateGenImgProjTransformer2)            \
  USE(GDALCreateWarpOptions)                       \
  USE(GDALCreateWarpedVRT)                         \
  USE(GDALDatasetCommitTransaction)                \
  USE(GDALDatasetCreateLayer)                      \
  USE(GDALDatasetStartTransaction)                 \
  USE(GDALDeregisterDriver)                        \
  USE(GDALDestroyColorTable)                       \
  USE(GDALDestroyGenImgProjTransformer)            \
  USE(GDALDestroyTransformer)                      \
  USE(GDALDestroyWarpOptions)                      \
  USE(GDALFlushCache)                              \
  USE(GDALGenImgProjTransform)                     \
  USE(GDALGetBlockSize)                            \
  USE(GDALGetColorEntryAsRGB)                      \
  USE(GDALGetColorEntryCount)                      \
  USE(GDALGetColorInterpretationName)              \
  USE(GDALGetDatasetDriver)                        \
  USE(GDALGetDescription)                          \
  USE(GDALGetDriverByName)                         \
  USE(GDALGetDriverShortName)                      \
  USE(GDALGetGCPCount)                             \
  USE(GDALGetGCPSpatialRef)                        \
  USE(GDALGetGeoTransform)                         \
  USE(GDALGetMaskBand)                             \
  USE(GDALGetMaskFlags)                            \
  USE(GDALGetMetadata)                             \
  USE(GDALGetMetadataItem)                         \
  USE(GDALGetOverview)                             \
  USE(GDALGetOverviewCount)                        \
  USE(GDALGetRasterBand)                           \
  USE(GDALGetRasterBandXSize)                      \
  USE(GDALGetRasterBandYSize)                      \
  USE(GDALGetRasterColorInterpretation)            \
  USE(GDALGetRasterColorTable)                     \
  USE(GDALGetRasterCount)                          \
  USE(GDALGetRasterDataType)                       \
  USE(GDALGetRasterNoDataValue)                    \
  USE(GDALGetRasterNoDataValueAsInt64)             \
  USE(GDALGetRasterNoDataValueAsUInt64)            \
  USE(GDALGetRasterOffset)                         \
  USE(GDALGetRasterScale)                          \
  USE(GDALGetRasterUnitType)                       \
  USE(GDALGetRasterXSize)                          \
  USE(GDALGetRasterYSize)                          \
  USE(GDALGetSpatialRef)                           \
  USE(GDALOpenEx)                                  \
  USE(GDALRasterIO)                                \
  USE(GDALRasterIOEx)                              \
  USE(GDALRegister_COG)                            \
  USE(GDALRegister_GTiff)                          \
  USE(GDALRegister_JPEG)                           \
  USE(GDALRegister_MEM)                            \
  USE(GDALRegister_PNG)                            \
  USE(GDALRegister_VRT)                            \
  USE(GDALSetCacheMax64)                           \
  USE(GDALSetColorEntry)                           \
  USE(GDALSetDescription)                          \
  USE(GDALSetGenImgProjTransformerDstGeoTransform) \
  USE(GDALSetGeoTransform)                         \
  USE(GDALSetMetadataItem)                         \
  USE(GDALSetRasterColorInterpretation)            \
  USE(GDALSetRasterColorTable)                     \
  USE(GDALSetRasterNoDataValue)                    \
  USE(GDALSetRasterNoDataValueAsInt64)             \
  USE(GDALSetRasterNoDataValueAsUInt64)            \
  USE(GDALSetRasterOffset)                         \
  USE(GDALSetRasterScale)                          \
  USE(GDALSetRasterUnitType)                       \
  USE(GDALSetSpatialRef)                           \
  USE(GDALSuggestedWarpOutput)                     \
  USE(GDALVersionInfo)                             \
  USE(GDALWriteBlock)                              \
  USE(OCTDestroyCoordinateTransformation)          \
  USE(OCTNewCoordinateTransformation)              \
  USE(OCTTransform)                                \
  USE(OGR_F_Create)                                \
  USE(OGR_F_Destroy)                               \
  USE(OGR_F_SetFieldDouble)                        \
  USE(OGR_F_SetFieldInteger64)                     \
  USE(OGR_F_SetFieldNull)                          \
  USE(OGR_F_SetFieldString)                        \
  USE(OGR_F_SetGeometryDirectly)                   \
  USE(OGR_Fld_Create)                              \
  USE(OGR_Fld_Destroy)                             \
  USE(OGR_G_AddGeometryDirectly)                   \
  USE(OGR_G_CreateGeometry)                        \
  USE(OGR_G_SetPointCount)                         \
  USE(OGR_G_SetPoint_2D)                           \
  USE(OGR_L_CreateFeature)                         \
  USE(OGR_L_CreateField)                           \
  USE(OGR_L_GetLayerDefn)                          \
  USE(OSRAutoIdentifyEPSG)                         \
  USE(OSRClone)                                    \
  USE(OSRDestroySpatialReference)                  \
  USE(OSRExportToWktEx)                            \
  USE(OSRGetAuthorityCode)                         \
  USE(OSRGetAuthorityName)                         \
  USE(OSRImportFromEPSG)                           \
  USE(OSRIsGeographic)                             \
  USE(OSRIsSameEx)                                 \
  USE(OSRNewSpatialReference)                      \
  USE(OSRSetAxisMappingStrategy)                   \
  USE(OSRSetPROJEnableNetwork)                     \
  USE(VSIAllocFilesystemPluginCallbacksStruct)     \
  USE(VSIFree)                                     \
  USE(VSIFreeFilesystemPluginCallbacksStruct)      \
  USE(VSIGetFileSystemsPrefixes)                   \
  USE(VSIInstallPluginHandler)

namespace stacmlm::raster {

struct Gdal {
#define STACMLM_GDAL_MEMBER(name) decltype(&::name) name = nullptr;
  STACMLM_GDAL_FUNCTIONS(STACMLM_GDAL_MEMBER)
#undef STACMLM_GDAL_MEMBER
};

/// Its functions, once load_gdal() has succeeded.
extern Gdal gdal;

/// The driver that writes layers of that name, by which nothing is read: it is not among those that
/// GDAL tries files with. Null: this GDAL has none.
GDALDriverH layer_driver(LayerFormat format);

/// The driver of rasters in memory, which nothing is read with either: by its names a file could
/// have memory of this program read.
GDALDriverH memory_driver();

/// Loads GDAL and sets it up for files of strangers: few drivers, no network but ours
/// (`network.h`), no code from files. Once for the process; from any thread.
base::Result<void> load_gdal();

}  // namespace stacmlm::raster
