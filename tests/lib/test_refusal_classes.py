"""Refusals carry a sentence and a status."""

from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal, StateRefusal


def test_statuses():
    assert [Refusal("x").status, StateRefusal("x").status] == [403, 409]


def test_a_conflict_holds_both_values():
    conflict = Conflict("Đã có người sửa.", theirs={"numerator": "12"}, mine={"numerator": "13"})
    assert (str(conflict), conflict.status) == ("Đã có người sửa.", 409)
    assert (conflict.theirs, conflict.mine) == ({"numerator": "12"}, {"numerator": "13"})


def test_invalid_input_reads_as_its_sentences():
    invalid = InvalidInput({"note": "Phải ghi chú.", "as_of": "Ngày sai."})
    assert (str(invalid), invalid.status) == ("Phải ghi chú. Ngày sai.", 422)
    assert invalid.errors["note"] == "Phải ghi chú."
