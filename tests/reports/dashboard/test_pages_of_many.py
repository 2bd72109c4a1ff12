"""More units than one page holds: the rest is one step away, and only the rows of the page are saved."""

import pytest
from django.test import Client
from lxml import html

from reports.coordination.targets import page as target_pages
from reports.progress import overview as overviews
from reports.review import queue_groups
from targets.models import Target
from targets.selectors.baselines import page as baselines_page
from tests.reports.builders import SampleOffice
from tests.reports.pages import signed_in, visible_text
from tests.reports.services.test_rollups import with_clusters

pytestmark = pytest.mark.django_db
TARGET, YEAR = "/ke-hoach/2022/chi-tieu/CT01/", "/ke-hoach/2022/nam-truoc/CT01/"


def tree(client: Client, path: str) -> html.HtmlElement:
    response = client.get(path)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def units_of(page: html.HtmlElement) -> list[str]:
    return page.xpath("//tr[@data-unit]/@data-unit")


def test_targets_of_many_units_come_in_pages_and_are_saved_by_page(
    office: SampleOffice, administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(target_pages, "ON_A_PAGE", 3)
    first, second = tree(administrator, TARGET), tree(administrator, f"{TARGET}?trang=2")
    assert units_of(first)[0] == units_of(second)[0] == office.district.code  # the headline is on every page
    assert set(units_of(first)) & set(units_of(second)) == {office.district.code}
    form = second.get_element_by_id("giao")
    fields = dict(form.form_values())
    changed = next(unit for unit in office.communes if f"value_{unit.pk}" in fields)
    fields[f"value_{changed.pk}"] = "77"
    before = dict(Target.objects.exclude(unit=changed).values_list("pk", "value"))
    effects = html.fromstring(administrator.post(f"{TARGET}?trang=2", fields).content.decode())
    answer = administrator.post(f"{TARGET}?trang=2", dict(effects.get_element_by_id("giao").form_values()))
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{TARGET}?trang=2")
    assert Target.objects.get(indicator__code="CT01", unit=changed).value == 77
    assert dict(Target.objects.exclude(unit=changed).values_list("pk", "value")) == before


def test_a_unit_is_found_by_its_name_or_code(office: SampleOffice, administrator: Client) -> None:
    commune = office.communes[1]
    for text in ("quang bach", commune.code):
        assert units_of(tree(administrator, f"{TARGET}?tim={text}")) == [office.district.code, commune.code]
    assert "Mọi đơn vị" in visible_text(tree(administrator, f"{TARGET}?tim=khong-co"))


def test_last_years_figures_of_many_units_come_in_pages(
    office: SampleOffice, administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(baselines_page, "ON_A_PAGE", 4)
    both = [tree(administrator, f"{YEAR}?trang={n}").xpath("//input[contains(@name, '-seen')]/@name") for n in (1, 2)]
    assert [len(names) for names in both] == [2, 2]
    assert not set(both[0]) & set(both[1])
    page = tree(administrator, f"{YEAR}?trang=2")
    fields = dict(page.xpath("//form[@method='post'][.//input[contains(@name, '-seen')]]")[0].form_values())
    name = next(field for field in fields if field.endswith(("5-value", "5-numerator")))
    answer = administrator.post(f"{YEAR}?trang=2", fields | {name: "12"})
    assert answer.status_code == 302
    assert tree(administrator, f"{YEAR}?trang=2").xpath(f"//input[@name='{name}']/@value") == ["12"]


def test_the_queue_shows_the_first_of_each_group_and_a_group_page_by_page(
    office: SampleOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    for unit in office.communes:
        office.enter("CT01", 1, unit=unit)
        office.submit(unit)
    monkeypatch.setattr(queue_groups, "SHORT", 1)
    monkeypatch.setattr(queue_groups, "ON_A_PAGE", 2)
    reviewer = signed_in(office.reviewer)
    page = tree(reviewer, "/tham-dinh/")
    assert len(page.xpath("//tr[@data-group='WAITING']")) == 1
    assert "Xem đủ 3 đơn vị “chờ duyệt”" in visible_text(page)
    pages = [tree(reviewer, f"/tham-dinh/?nhom=WAITING&trang={n}") for n in (1, 2)]
    units_by_page = [one.xpath("//tr[@data-group='WAITING']/@data-unit") for one in pages]
    assert [len(units) for units in units_by_page] == [2, 1]
    assert {unit for units in units_by_page for unit in units} == {unit.code for unit in office.communes}
    assert not pages[0].xpath("//tr[@data-group='LATE' or @data-group='NOT_SENT']")
    assert units_of(tree(reviewer, "/tham-dinh/?nhom=khong-co")) == units_of(page)
    monkeypatch.setattr(queue_groups, "ON_A_PAGE", 4)  # as many as there are: nothing is cut
    assert len(tree(reviewer, "/tham-dinh/").xpath("//tr[@data-group='WAITING']")) == 3


@pytest.mark.parametrize(
    "path",
    [
        "/tong-quan/",
        "/tong-quan/CT01/",
        "/chi-tieu/",
        "/chi-tieu/CT01/",
        "/don-vi/",
        "/don-vi/064/",
        "/ma-tran/",
        "/so-sanh/",
        "/trinh-chieu/",
        "/xuat/",
        "/xuat/tong-hop.xlsx",
    ],
)
def test_every_page_of_a_large_scope_opens(office: SampleOffice, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_clusters(office)
    office.enter("CT01", 12)
    office.approve()
    monkeypatch.setattr(overviews, "MOST_READ", 0)
    assert signed_in(office.leader).get(path).status_code == 200


def test_a_large_scope_says_where_the_sources_are(office: SampleOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    with_clusters(office)
    monkeypatch.setattr(overviews, "MOST_READ", 0)
    page = tree(signed_in(office.leader), "/tong-quan/CT01/").xpath(
        "//tr[contains(@class, 'row-detail')][not(@hidden)]"
    )[0]
    sentence = "Nguồn và ghi chú Nguồn, ghi chú và quyết định của các đơn vị cấp dưới: xem ở trang của từng đơn vị."
    assert sentence in visible_text(page)
