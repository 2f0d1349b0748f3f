# SPDX-License-Identifier: Apache-2.0
"""The source of chance for one document."""

import random


class Draw(random.Random):
    """Knows also how much detail its document gets: an indented one says less in the same bytes."""

    def __init__(self, seed, detail):
        super().__init__(seed)
        self.detail = detail * 2 * self.random()

    def rich(self):
        return self.random() < self.detail
