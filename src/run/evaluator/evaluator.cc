#include "stacmlm/run/runtime.h"
namespace stacmlm::run { std::unique_ptr<Runtime> evaluator_runtime() { return nullptr; } }
