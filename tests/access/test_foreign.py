"""An id of somebody else's does no more in a body, a query string or a name than in an address."""

import pytest

from tests.access import foreign


@pytest.mark.parametrize(
    "look",
    [
        foreign.wrong_with_bodies,
        foreign.wrong_with_queries,
        foreign.wrong_with_nested,
        foreign.wrong_in_the_back_office,
        foreign.wrong_with_names,
    ],
)
def test_ids_of_others_do_nothing(world, browsers, look):
    wrong = list(look(world, browsers))
    assert not wrong, "\n".join(wrong)
