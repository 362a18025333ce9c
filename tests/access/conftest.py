"""The marked world, and a browser for everybody."""

import pytest

from tests.access.world import make_browsers, make_world


@pytest.fixture
def world(cast, operator, other_operator):
    return make_world(cast, operator, other_operator)


@pytest.fixture
def browsers(cast, browse, operator):
    return make_browsers(cast, browse, operator)
