# SPDX-License-Identifier: Apache-2.0
"""The parts of the benchmark corpus generator, one subject a file."""
