// SPDX-License-Identifier: Apache-2.0
// Field numbers of TensorFlow's schema.fbs, and of metadata_schema.fbs.
#pragma once

namespace stacmlm::artifact::tflite {

enum ModelField : unsigned {
  kModelVersion,
  kModelOperatorCodes,
  kModelSubgraphs,
  kModelDescription,
  kModelBuffers,
  kModelMetadata = 6,
  kModelSignatures,
};
enum OperatorCodeField : unsigned { kCodeOld, kCodeCustom, kCodeVersion, kCodeBuiltin };
enum SubgraphField : unsigned { kGraphTensors, kGraphInputs, kGraphOutputs, kGraphOperators };
enum OperatorField : unsigned { kOperatorCode };
enum TensorField : unsigned {
  kTensorShape,
  kTensorType,
  kTensorBuffer,
  kTensorName,
  kTensorQuantization,
  kTensorSparsity = 6,
  kTensorShapeSignature,
  kTensorHasRank,
};
enum QuantizationField : unsigned { kScale = 2, kZeroPoint };
enum BufferField : unsigned { kBufferData, kBufferOffset, kBufferSize };
enum MetadataField : unsigned { kMetadataName, kMetadataBuffer };
enum SignatureField : unsigned {
  kSignatureInputs,
  kSignatureOutputs,
  kSignatureKey,
  kSignatureGraph = 4
};
enum TensorMapField : unsigned { kMapName, kMapTensor };
/// Of the flatbuffer in the buffer that metadata called TFLITE_METADATA names.
enum ModelMetadataField : unsigned {
  kAboutName,
  kAboutDescription,
  kAboutVersion,
  kAboutAuthor = 4,
  kAboutLicense,
};

}  // namespace stacmlm::artifact::tflite
