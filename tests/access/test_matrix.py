"""Every address x method x role x both operators x every state, held to the policy its view declares.

The cells come from the URL configuration, so a new page is in the matrix without a line here; one whose view declares no
policy fails.
"""

import pytest

from assessments.access import POLICIES
from tests.access.opinion import ACTORS, may, sees
from tests.access.routes import addresses, routes
from tests.access.walk import SENDING, Walk


@pytest.mark.parametrize("actor", ACTORS)
def test_every_address_keeps_its_policy(world, browsers, actor):
    walk = Walk(world, {actor: browsers[actor]})
    wrong = list(walk.wrong())
    print(f"{walk.cells} cells as {actor}, {len(wrong)} wrong")
    assert not wrong, "\n".join(wrong)
    assert walk.cells > 700


def test_every_policy_is_a_word_of_the_list():
    for route in routes():
        assert route.policy is not None, route.text
        assert set(route.policy.values()) <= set(POLICIES), route.text


def test_whoever_may_does_change_something(world, browsers):
    """Otherwise a cell that refuses would prove nothing: what it was sent might do nothing for anybody."""
    record = [route for route in routes() if "POST" in route.policy and "pk)s" in route.text and "/account/" not in route.text]
    assert len(record) == 45
    walk = Walk(world, browsers, chosen=record, ways=SENDING)
    assert list(walk.wrong()) == []
    for route in record:
        policy = route.policy["POST"]
        pairs = [(actor, thing) for actor in browsers for thing, _address, _nowhere in addresses(route, world)]
        changed = {cell for cell in walk.changed if cell[0] == route.text}
        assert changed == {(route.text, *pair) for pair in pairs if sees(*pair) and may(*pair, policy)}, route.text


def test_every_post_wants_its_token(world, browse, lead):
    browser = browse(lead, enforce_csrf_checks=True)
    for route in routes():
        if "POST" in route.policy and not route.back_office:
            for _thing, address, _nowhere in addresses(route, world):
                assert browser.post(address).status_code == 403, route.text
