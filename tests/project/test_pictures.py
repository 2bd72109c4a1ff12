"""The pictures of the code: which arrows are drawn, and who is said to do what."""

import pytest

from reports.workflow import RECALL_STATES, TRANSITIONS
from tests.tools.pictures import box_of, layer_picture, reduced, roles_by_action, state_picture


@pytest.mark.parametrize(
    ("graph", "arrows"),
    [
        ({"a": {"b", "c"}, "b": {"c"}}, {("a", "b"), ("b", "c")}),  # a › c follows
        ({"a": {"b", "d"}, "b": {"c"}, "c": {"d"}}, {("a", "b"), ("b", "c"), ("c", "d")}),
        ({"a": {"b"}, "b": {"a"}}, {("a", "b"), ("b", "a")}),  # a circle is never hidden
        ({"a": {"b", "c"}, "b": {"a", "c"}, "c": set()}, {("a", "b"), ("a", "c"), ("b", "a"), ("b", "c")}),
    ],
)
def test_an_arrow_that_follows_from_others_is_left_out(graph, arrows):
    assert set(reduced(graph)) == arrows


@pytest.mark.parametrize(
    ("module", "box"),
    [
        ("reports.workflow", "reports.workflow"),
        ("reports.services.figures", "reports.services"),
        ("targets.models.plans", "targets"),
        ("chodon_thidua.lib.text", "chodon_thidua.lib"),
        ("chodon_thidua.settings", "chodon_thidua"),
        ("reports.migrations.0001_initial", None),
    ],
)
def test_the_box_of_a_module(module, box):
    assert box_of(module) == box


def test_a_layer_of_several_parts_is_framed_and_strangers_stand_apart():
    lines = layer_picture([["reports.a"], ["reports.b", "reports.c"]], {"reports.a": {"reports.b"}, "reports.x": set()})
    assert '  reports_a["a"]' in lines.splitlines()
    assert '  subgraph layer2[" "]\n    reports_b["b"]\n    reports_c["c"]\n  end' in lines
    assert '  subgraph outside["in no layer"]\n    reports_x["x"]\n  end' in lines
    assert lines.splitlines()[-1] == "  reports_a --> reports_b"


def test_the_permissions_say_who_may_do_each_step():
    roles = roles_by_action()
    # Administrators enter and send on a unit's behalf, once they have said why.
    assert roles["ON_BEHALF"] == {"ADMINISTRATOR"}
    assert roles["SUBMIT"] == roles["CHANGE"] == {"REPORTER", "ADMINISTRATOR"}
    for action in ("RETURN", "APPROVE", "REOPEN"):
        assert roles[action] == {"REVIEWER"}


def test_every_step_is_drawn():
    picture = state_picture(TRANSITIONS, roles_by_action())
    # And where a report begins, and both states to which it is recalled.
    assert picture.count("-->") == len(TRANSITIONS) + len(RECALL_STATES)
    assert "[*] --> DRAFT" in picture
    assert "SUBMITTED --> APPROVED: APPROVE · Duyệt (REVIEWER)" in picture
