"""The requests that a page offers: its links, what htmx asks for, and its forms as they stand and slightly changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.urls import Resolver404, ResolverMatch, resolve
from lxml import etree, html

ORIGIN = "http://testserver"
TOKEN_FIELD = "csrfmiddlewaretoken"
INPUT_NUMBER = "987654321"  # beyond what is plausible anywhere, so that warnings are asked for
INPUT_TEXT = "Ghi chú thử"
PASTE_TEXT = "12\t34\n1.5\tabc\n987654321"
TEMPLATE_SUFFIX = "mau.xlsx"
Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Visit:
    """One request: method, path with its query, whether htmx sends it, and what is posted.

    `uploads` pairs the field of a file with the address of the workbook to change and send; without one, a picture.
    `fills` says whether its empty cells are filled, or else its numbers raised.
    """

    method: str
    address: str
    htmx: bool = False
    fields: Fields = ()
    uploads: tuple[tuple[str, str], ...] = ()
    fills: bool = False

    @property
    def match(self) -> ResolverMatch | None:
        """The view that answers, or None."""
        try:
            return resolve(urlsplit(self.address).path)
        except Resolver404:
            return None

    @property
    def shape(self) -> tuple[Any, ...]:
        """View and method, then what else tells kinds of visits apart: the names of parameters, not their values."""
        match = self.match
        names = sorted({name for name, _ in parse_qsl(urlsplit(self.address).query)})
        return (match and match.view_name, self.method, self.htmx, bool(self.uploads), *names)

    @property
    def label(self) -> str:
        """The visit in one line: “POST htmx /bao-cao/… a=1&b=2”."""
        body = urlencode(self.fields) + "".join(f" {name}<{source or 'picture'}" for name, source in self.uploads)
        words = (self.method, "htmx" if self.htmx else "", self.address, body, "filled" if self.fills else "")
        return " ".join(filter(None, words))


def visits_on_page(text: str, page: str) -> Iterator[Visit]:
    """The requests that the HTML of a page at this address offers, in the order of the page; those of other hosts not.

    Forms are sent as they stand, with each choice of each list, with one and with all boxes ticked, and with a number
    and a text typed; forms of method get only vary their choices.
    """
    if not text.strip():
        return
    try:
        tree = html.document_fromstring(text)
    except etree.ParserError:
        return
    for element in tree.iter(etree.Element):
        attributes = element.attrib
        if element.tag == "a" and (address := internal_address(page, attributes.get("href", ""))):
            yield Visit("GET", address)
        if element.tag == "form":
            htmx_address = attributes.get("hx-get") or attributes.get("hx-post")
            yield from form_visits(element, page, htmx_address)
        elif address := internal_address(page, attributes["data-url"]) if "data-url" in attributes else "":
            yield from paste_visits(tree, address)
        elif "hx-get" in attributes or "hx-post" in attributes:
            yield from htmx_visits(element, page)


def internal_address(page: str, reference: str) -> str:
    """The path and query that a reference on a page leads to; empty for another host or for no view of the project."""
    parts = urlsplit(urljoin(f"{ORIGIN}{page}", reference))
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    if f"{parts.scheme}://{parts.netloc}" != ORIGIN or Visit("GET", address).match is None:
        return ""
    return address


def form_visits(form: Any, page: str, htmx_address: str | None) -> Iterator[Visit]:
    method = (form.get("method") or "get").upper()
    uploads = upload_fields(form)
    for button in form.xpath(".//button[@formaction]"):
        if address := internal_address(page, button.get("formaction")):
            yield visit_with(method, address, current_fields(form))
    for fields in field_variants(form, types_text=method == "POST" and not uploads):
        if address := internal_address(page, form.get("action") or page):
            yield visit_with(method, address, fields, uploads=uploads)
        if htmx_address and (address := internal_address(page, htmx_address)):
            yield visit_with(method, address, fields, htmx=True, uploads=uploads)
        if uploads and address:
            yield replace(visit_with(method, address, fields, uploads=uploads), fills=True)


def paste_visits(tree: Any, address: str) -> Iterator[Visit]:
    """The requests of the script that lays a block from a spreadsheet on the page, from each of its numbers on."""
    fields = next((current_fields(form) for form in tree.xpath("//form[@data-entry]")), ())
    for name in (name for name, _ in fields if name.endswith("-numerator")):
        yield Visit("POST", address, htmx=True, fields=(*fields, ("at", name), ("text", PASTE_TEXT)))


def htmx_visits(element: Any, page: str) -> Iterator[Visit]:
    """The requests of an element outside a form's own attributes: with the fields of its form, or of itself."""
    method = "POST" if "hx-post" in element.attrib else "GET"
    address = internal_address(page, element.get("hx-post") or element.get("hx-get"))
    if not address:
        return
    if method == "GET" and element.tag != "select":
        yield Visit("GET", address, htmx=True)
        return
    form = next(element.iterancestors("form"), None)
    own_names = {field.get("name") for field in element.iter("input", "select", "textarea")}
    for fields in field_variants(element if form is None else form, types_text=method == "POST", own_names=own_names):
        yield visit_with(method, address, fields, htmx=True)


def visit_with(
    method: str, address: str, fields: Fields, *, htmx: bool = False, uploads: tuple[tuple[str, str], ...] = ()
) -> Visit:
    if method == "POST":
        return Visit("POST", address, htmx, fields, uploads)
    path = address.partition("?")[0]
    return Visit("GET", f"{path}?{urlencode(fields)}" if fields else path, htmx)


def upload_fields(form: Any) -> tuple[tuple[str, str], ...]:
    names = [field.get("name") for field in form.iter("input") if field.get("type") == "file" and field.get("name")]
    links = form.getroottree().xpath("//a/@href")
    source = next((link for link in links if link.partition("?")[0].endswith(TEMPLATE_SUFFIX)), "")
    return tuple((name, source) for name in names)


def field_variants(form: Any, *, types_text: bool, own_names: Iterable[str] = ()) -> Iterator[Fields]:
    """The fields of a form as they stand, then with one thing changed at a time.

    With `only`, the changes are limited to the fields of these names.
    """
    fields = current_fields(form)
    yield fields
    names = set(own_names)
    boxes = []
    for field in form.iter("input", "select", "textarea", "button"):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or (names and name not in names) or field.get("disabled") is not None:
            continue
        if field.tag == "select":
            for option in field.iter("option"):
                yield with_value(fields, name, option.get("value", (option.text or "").strip()))
        elif kind in ("checkbox", "radio"):
            value = field.get("value", "on")
            boxes += [(name, value)] * (kind == "checkbox")
            yield with_value(fields, name, value) if kind == "radio" else with_toggle(fields, name, value)
        elif field.tag == "button" or kind == "submit":
            yield (*fields, (name, field.get("value", "")))
        elif types_text and kind != "hidden" and kind != "file":
            yield with_value(fields, name, INPUT_TEXT if field.tag == "textarea" else INPUT_NUMBER)
    if len(boxes) > 1:
        yield tuple(dict.fromkeys((*fields, *boxes)))


def current_fields(form: Any) -> Fields:
    """The fields as a browser would send them now, without the token against forgery."""
    pairs: list[tuple[str, str]] = []
    for field in form.iter("input", "select", "textarea"):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or name == TOKEN_FIELD or field.get("disabled") is not None or kind in ("submit", "file"):
            continue
        if kind in ("checkbox", "radio"):
            pairs += [(name, field.get("value", "on"))] * (field.get("checked") is not None)
        elif field.tag == "select":
            options = [(option.get("value"), option.get("selected") is not None) for option in field.iter("option")]
            values = [value for value, is_selected in options if is_selected] or [value for value, _ in options[:1]]
            pairs += [(name, value or "") for value in values]
        else:
            pairs.append((name, (field.text or "") if field.tag == "textarea" else field.get("value", "")))
    return tuple(pairs)


def with_value(fields: Fields, name: str, value: str) -> Fields:
    return (*(pair for pair in fields if pair[0] != name), (name, value))


def with_toggle(fields: Fields, name: str, value: str) -> Fields:
    pair = (name, value)
    return tuple(other_pair for other_pair in fields if other_pair != pair) if pair in fields else (*fields, pair)
