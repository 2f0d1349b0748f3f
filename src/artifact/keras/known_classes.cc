// SPDX-License-Identifier: Apache-2.0
#include "artifact/keras/known_classes.h"

#include <algorithm>
#include <iterator>

namespace stacmlm::artifact::keras {
namespace {

// Layers, initializers, regularizers, constraints, optimizers, losses, metrics and policies of
// Keras 2 and 3, and what Keras 2 writes as shapes and types of TensorFlow; sorted.
constexpr std::string_view kClasses[] = {
    // clang-format off
    "AUC", "AWQConfig", "AWQDTypePolicy", "AbsMaxQuantizer", "Accuracy", "Activation",
    "ActivityRegularization", "Adadelta", "Adafactor", "Adagrad", "Adam", "AdamW", "Adamax",
    "AdaptiveAveragePooling1D", "AdaptiveAveragePooling2D", "AdaptiveAveragePooling3D",
    "AdaptiveMaxPooling1D", "AdaptiveMaxPooling2D", "AdaptiveMaxPooling3D", "Add",
    "AdditiveAttention", "AlphaDropout", "Attention", "AugMix", "AutoContrast", "Average",
    "AveragePooling1D", "AveragePooling2D", "AveragePooling3D", "AvgPool1D", "AvgPool2D",
    "AvgPool3D", "BatchNormalization", "BatchNormalizationV1", "BatchNormalizationV2",
    "Bidirectional", "BinaryAccuracy", "BinaryCrossentropy", "BinaryFocalCrossentropy",
    "BinaryIoU", "CTC", "CategoricalAccuracy", "CategoricalCrossentropy",
    "CategoricalFocalCrossentropy", "CategoricalGeneralizedCrossEntropy", "CategoricalHinge",
    "CategoryEncoding", "CenterCrop", "Circle", "ClassMethod", "Concatenate",
    "ConcordanceCorrelation", "Constant", "ConstantV2", "Constraint",
    "ContrastLimitedAdaptiveHistogramEqualization", "Conv1D", "Conv1DTranspose", "Conv2D",
    "Conv2DTranspose", "Conv3D", "Conv3DTranspose", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D",
    "Convolution1D", "Convolution1DTranspose", "Convolution2D", "Convolution2DTranspose",
    "Convolution3D", "Convolution3DTranspose", "CosineDecay", "CosineDecayRestarts",
    "CosineSimilarity", "Cropping1D", "Cropping2D", "Cropping3D", "CuDNNGRU", "CuDNNLSTM",
    "CutMix", "DTypePolicy", "DTypePolicyMap", "Dense", "DenseFeatures", "DepthwiseConv1D",
    "DepthwiseConv2D", "Dice", "Discretization", "Dot", "Dropout", "ELU", "EinsumDense",
    "Embedding", "Equalization", "ExponentialDecay", "F1Score", "FBetaScore", "FalseNegatives",
    "FalsePositives", "Flatten", "FlaxLayer", "Float8QuantizationConfig", "FloatDTypePolicy",
    "Ftrl", "Functional", "GPTQConfig", "GPTQDTypePolicy", "GRU", "GRUCell", "GRUV1", "GRUV2",
    "GaussianDropout", "GaussianNoise", "GlobalAveragePooling1D", "GlobalAveragePooling2D",
    "GlobalAveragePooling3D", "GlobalAvgPool1D", "GlobalAvgPool2D", "GlobalAvgPool3D",
    "GlobalMaxPool1D", "GlobalMaxPool2D", "GlobalMaxPool3D", "GlobalMaxPooling1D",
    "GlobalMaxPooling2D", "GlobalMaxPooling3D", "GlorotNormal", "GlorotNormalV2", "GlorotUniform",
    "GlorotUniformV2", "GroupNormalization", "GroupQueryAttention", "HashedCrossing", "Hashing",
    "HeNormal", "HeNormalV2", "HeUniform", "HeUniformV2", "Hinge", "Huber", "Identity",
    "IdentityInitializer", "IdentityV2", "Initializer", "InputLayer", "InputSpec",
    "Int4DTypePolicy", "Int4QuantizationConfig", "Int8QuantizationConfig", "IntegerLookup",
    "InverseTimeDecay", "IoU", "JaxLayer", "KLDivergence", "L1", "L1L2", "L2", "LSTM", "LSTMCell",
    "LSTMV1", "LSTMV2", "Lamb", "Lambda", "Layer", "LayerNormalization", "LeakyReLU",
    "LearningRateSchedule", "LecunNormal", "LecunUniform", "Lion", "LocallyConnected1D",
    "LocallyConnected2D", "LogCosh", "LogCoshError", "Loss", "LossScaleOptimizer", "Masking",
    "MaxNorm", "MaxNumBoundingBoxes", "MaxPool1D", "MaxPool2D", "MaxPool3D", "MaxPooling1D",
    "MaxPooling2D", "MaxPooling3D", "Maximum", "Mean", "MeanAbsoluteError",
    "MeanAbsolutePercentageError", "MeanIoU", "MeanMetricWrapper", "MeanSquaredError",
    "MeanSquaredLogarithmicError", "MelSpectrogram", "Metric", "MinMaxNorm", "Minimum", "MixUp",
    "Model", "MultiHeadAttention", "MultiOptimizer", "Multiply", "Muon", "Nadam", "NonNeg",
    "Normalization", "OneHotIoU", "OneHotMeanIoU", "Ones", "OnesV2", "Optimizer", "OptimizerMap",
    "Orthogonal", "OrthogonalInitializer", "OrthogonalRegularizer", "OrthogonalV2", "PReLU",
    "PearsonCorrelation", "Permute", "PiecewiseConstantDecay", "Pipeline", "Poisson", "Policy",
    "PolicyV1", "PolynomialDecay", "Precision", "PrecisionAtRecall", "QuantizationConfig",
    "QuantizedDTypePolicy", "QuantizedFloat8DTypePolicy", "Quantizer", "R2Score",
    "RMSNormalization", "RMSprop", "RNN", "RadialConstraint", "RandAugment", "RandomBrightness",
    "RandomColorDegeneration", "RandomColorJitter", "RandomContrast", "RandomCrop",
    "RandomElasticTransform", "RandomErasing", "RandomFlip", "RandomGaussianBlur",
    "RandomGrayscale", "RandomHeight", "RandomHue", "RandomInvert", "RandomNormal",
    "RandomNormalV2", "RandomPerspective", "RandomPosterization", "RandomRotation",
    "RandomSaturation", "RandomSharpness", "RandomShear", "RandomTranslation", "RandomUniform",
    "RandomUniformV2", "RandomWidth", "RandomZoom", "ReLU", "Recall", "RecallAtPrecision",
    "Regularizer", "RepeatVector", "Rescaling", "Reshape", "Resizing", "ReversibleEmbedding",
    "RootMeanSquaredError", "SGD", "STFT", "STFTInitializer", "STFTSpectrogram",
    "ScheduleFreeAdamW", "SensitivityAtSpecificity", "SeparableConv1D", "SeparableConv2D",
    "SeparableConvolution1D", "SeparableConvolution2D", "Sequential", "SimpleRNN",
    "SimpleRNNCell", "SlicingOpLambda", "Softmax", "Solarization", "SparseCategoricalAccuracy",
    "SparseCategoricalCrossentropy", "SparseTopKCategoricalAccuracy", "SpatialDropout1D",
    "SpatialDropout2D", "SpatialDropout3D", "SpecificityAtSensitivity", "SpectralNormalization",
    "SquaredHinge", "StackedRNNCells", "StringLookup", "Subtract", "Sum",
    "SyncBatchNormalization", "TFOpLambda", "TFSMLayer", "TensorFlowOpLayer", "TensorShape",
    "TextVectorization", "ThresholdedReLU", "TimeDistributed", "TopKCategoricalAccuracy",
    "TorchModuleWrapper", "TrueNegatives", "TruePositives", "TruncatedNormal",
    "TruncatedNormalV2", "Tversky", "TypeSpec", "UnitNorm", "UnitNormalization", "UpSampling1D",
    "UpSampling2D", "UpSampling3D",
    "VarianceScaling", "VarianceScalingV2", "Wrapper", "ZeroPadding1D", "ZeroPadding2D",
    "ZeroPadding3D", "Zeros", "ZerosV2", "constant", "glorot_normal", "glorot_uniform",
    "he_normal", "he_uniform", "identity", "l1", "l1_l2", "l2", "lecun_normal", "lecun_uniform",
    "max_norm", "min_max_norm", "non_neg", "ones", "orthogonal", "orthogonal_regularizer",
    "random_normal", "random_uniform", "stft", "truncated_normal", "unit_norm",
    "variance_scaling", "zeros",
    // clang-format on
};
static_assert(std::ranges::is_sorted(kClasses));

}  // namespace

bool is_known_class(std::string_view name) { return std::ranges::binary_search(kClasses, name); }

}  // namespace stacmlm::artifact::keras
