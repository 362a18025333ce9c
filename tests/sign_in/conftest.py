"""What is counted of other tests is not counted here: some of them keep what they count, as they need real transactions."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nothing_counted_yet(db):
    cache.clear()
