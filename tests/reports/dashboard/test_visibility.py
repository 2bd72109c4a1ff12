"""Drafts: until a unit has sent its report, nobody else sees its figures."""

import io
import re
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from chodon_thidua.lib import clock
from reports.models import Figure
from reports.selectors.counted_figures import COUNTED, WITH_PENDING, read_figures
from reports.services.remarks import remarks_save
from targets.selectors import plan_view, read_plan_data
from tests.factories import MembershipFactory, UserFactory, member
from tests.reports.builders import make_office, moment
from tests.reports.reviewing import approve, reopen, review_url, send, send_back
from units.enums import Role
from units.visibility import visible_units_of

SECRET = "777333"  # stands in no other number of a page
SECRET_WORDS = "lời riêng của đơn vị"


@pytest.fixture
def office(db):
    with clock.at(moment()):
        yield make_office(communes=2, indicators=("AMOUNT", "RATIO"))


@pytest.fixture
def others(office):
    """Everybody but the unit's own people."""
    both = UserFactory.create()
    for role in (Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR):
        MembershipFactory(user=both, unit=office.district, role=role)
    return {
        "reviewer": office.reviewer,
        "leader": office.leader,
        "administrator": office.administrator,
        "several roles": both,
        "neighbour": office.reporters[1],
    }


def hide(office) -> None:
    """Lets the unit enter what it does not send."""
    unit, reporter = office.communes[0], office.reporters[0]
    office.enter("CT01", SECRET, source=SECRET_WORDS, note=SECRET_WORDS, full_year_estimate=Decimal(SECRET))
    remarks_save(unit=unit, period=office.period(), actor=reporter, remarks=SECRET_WORDS, seen_version=0)


def never_sent(office):
    hide(office)


def returned(office):
    send_back(office)
    hide(office)


def reopened(office):
    reopen(office, approve(office))
    hide(office)


def returned_again_after_reopening(office):
    reopen(office, approve(office))
    office.give_back()
    hide(office)


HIDDEN = [never_sent, returned, reopened, returned_again_after_reopening]


def pages(office) -> list[str]:
    code = office.communes[0].code
    return [
        "/tham-dinh/",
        review_url(office),
        "/tong-quan/",
        "/tong-quan/?so-lieu=cho-duyet",
        f"/tong-quan/?so-lieu=cho-duyet&don-vi={code}",
        "/tong-quan/CT01/?so-lieu=cho-duyet",
        "/xuat/tong-hop.xlsx?so-lieu=cho-duyet",
        f"/bao-cao/2022/{code}/3/qua-trinh/",
        f"/bao-cao/2022/{code}/3/",
    ]


@pytest.mark.parametrize("hidden_step", HIDDEN)
def test_no_page_of_anybody_else_shows_what_was_not_sent(office, others, client, hidden_step):
    hidden_step(office)
    for name, user in others.items():
        client.force_login(user)
        for page in pages(office):
            assert not shows_secret(client.get(page)), (name, page)


def shows_secret(response) -> bool:
    assert response.status_code in (200, 302, 404)
    if response.headers.get("Content-Type", "").endswith("sheet"):
        book = load_workbook(io.BytesIO(response.getvalue()))
        visible = "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    else:
        visible = response.content.decode()
    return SECRET in re.sub(r"[.,\s\u00a0]", "", visible) or SECRET_WORDS in visible


def test_what_was_sent_is_shown_where_it_was_hidden(office, others, client):
    """Proves that the pages above have something to hide."""
    never_sent(office)
    client.force_login(office.reporters[0])
    assert shows_secret(client.get(pages(office)[-1]))
    office.confirm()
    office.submit()
    client.force_login(others["several roles"])
    visible = {page: shows_secret(client.get(page)) for page in pages(office)}
    assert [page for page, is_visible in visible.items() if not is_visible] == [
        "/tham-dinh/",
        "/tong-quan/",
        pages(office)[-1],
    ]


@pytest.mark.parametrize("hidden_step", HIDDEN)
@pytest.mark.parametrize("states", [COUNTED, WITH_PENDING])
def test_no_total_counts_what_was_not_sent(office, hidden_step, states):
    hidden_step(office)
    view = plan_view(visible_units_of(office.reviewer))
    assert view
    ids = [unit.pk for unit in office.communes]
    reported = read_figures(read_plan_data(view, ids), ids, states=states)
    numbers = {reading.numerator for readings in reported.readings.values() for reading in readings}
    assert numbers == ({Decimal(10)} if hidden_step in (reopened, returned_again_after_reopening) else set())
    assert Figure.objects.filter(numerator=SECRET).count() == 1


def test_a_draft_looks_to_the_reviewer_like_nothing_at_all(office, client):
    client.force_login(office.reviewer)
    nothing = [client.get(page) for page in ("/tham-dinh/", review_url(office))]
    never_sent(office)
    draft = [client.get(page) for page in ("/tham-dinh/", review_url(office))]
    for before, after in zip(nothing, draft, strict=True):
        assert without_tokens(before) == without_tokens(after)
    assert "Đơn vị chưa gửi báo cáo kỳ này" in draft[1].content.decode()


def without_tokens(response) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def test_a_returned_report_shows_its_reason_and_its_story_without_figures(office, client):
    returned(office)
    client.force_login(office.reviewer)
    page = client.get(review_url(office)).content.decode()
    assert "Báo cáo đã trả lại, đơn vị đang sửa" in page
    assert "“Số cao bất thường”" in page
    assert "data-indicator" not in page
    hidden_step = client.get(f"/bao-cao/2022/{office.communes[0].code}/3/qua-trinh/").content.decode()
    assert "Chờ duyệt → Bị trả lại" in hidden_step
    assert "Số liệu: trống → 10<" in hidden_step  # what was sent before stays told


def test_while_it_is_corrected_the_approved_revision_is_shown_and_marked(office, client):
    reopened(office)
    client.force_login(office.reviewer)
    page = client.get(review_url(office)).content.decode()
    assert "Mở lại để đính chính" in page
    assert re.search(r'data-indicator="CT01".*<b>10</b> <span class="num-unit">ha', page, re.DOTALL)


def test_once_it_is_sent_the_reviewer_sees_everything(office, client):
    returned(office)
    office.confirm()
    office.submit()
    client.force_login(office.reviewer)
    page = client.get(review_url(office)).content.decode()
    assert "777.333" in page
    assert SECRET_WORDS in page


@pytest.mark.parametrize("tail", ["", "duyet/", "tra-lai/", "mo-lai/"])
def test_only_reviewers_above_find_the_page(office, others, client, tail):
    report = send(office)
    outside = {name: user for name, user in others.items() if name in ("leader", "administrator", "neighbour")}
    outside["own reporter"] = office.reporters[0]
    outside["reviewer at the unit itself"] = member(office.communes[0], Role.REVIEWER)
    outside["reviewer of another unit"] = member(office.communes[1], Role.REVIEWER)
    elsewhere = MembershipFactory(user__username="hai-noi", unit=office.communes[1], role=Role.REVIEWER).user
    MembershipFactory(user=elsewhere, unit=office.district, role=Role.LEADER)
    outside["reviewer elsewhere who sees the unit"] = elsewhere
    for name, user in outside.items():
        client.force_login(user)
        answer = (
            client.post(review_url(office, tail=tail), {"version": report.version, "reason": "x"}) if tail else None
        )
        assert (answer or client.get(review_url(office))).status_code == 404, name
    report.refresh_from_db()
    assert report.state == "SUBMITTED"
