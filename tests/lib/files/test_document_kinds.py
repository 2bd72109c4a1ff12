"""Documents are told by their content: what is taken, and what each refusal says."""

import pytest

from chodon_thidua.lib.files import document_kinds, office_packages
from chodon_thidua.lib.files.document_kinds import SIZE_LIMIT, document_kind, document_name
from chodon_thidua.lib.files.document_kinds.kinds import DOCX, JPEG, PDF, PNG, XLSX
from chodon_thidua.lib.files.document_kinds.names import LONGEST_NAME
from chodon_thidua.lib.files.office_packages import DocumentRefusal
from chodon_thidua.lib.files.zip_containers import MEGABYTE
from tests import documents as made


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (made.pdf(), "Biên bản.pdf", PDF),
        (b"\xef\xbb\xbf" + made.pdf(), "co-dau.pdf", PDF),
        (b"\r\n\t " + made.pdf(), "trang-dau.pdf", PDF),
        (b"--F2B8\r\nContent-Type: application/pdf\r\n\r\n" + made.pdf(), "thu.pdf", PDF),
        (b"\0" * 1019 + made.pdf(), "xa.pdf", PDF),
        (made.pdf() + b"\0" * 4096, "day.pdf", PDF),
        (made.pdf() + b"\r\n--F2B8--\r\n", "thu.pdf", PDF),
        (made.jpeg(), "anh.JPG", JPEG),
        (made.jpeg().replace(b"JFIF", b"XXXX"), "khong-jfif.jpg", JPEG),
        (made.jpeg()[:2] + b"\xff" * 100 + made.jpeg()[2:], "chen.jpg", JPEG),
        (made.png() + b"more", "chup.png", PNG),
        (made.docx() + b"\r\n" * 50, "van-ban.docx", DOCX),
        (made.jpeg() + b"a phone's own data", "anh.jpeg", JPEG),
        (made.png(3, 2), "anh.png", PNG),
        (made.docx(), "van-ban.docx", DOCX),
        (made.xlsx(), "Bảng.xlsx", XLSX),
    ],
)
def test_what_is_taken(content, name, kind):
    assert document_kind(content, name) == kind


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.pdf", "Tệp rỗng"),
        (made.png(), "a.pdf", "Tệp này là ảnh PNG chứ không phải PDF. Hãy đổi đuôi tên tệp thành .png"),
        (made.pdf(), "a.exe", "Tệp này là PDF nhưng tên tệp không ghi như vậy. Hãy đổi đuôi tên tệp thành .pdf"),
        (made.xlsx(), "a.docx", "Tệp này là sổ Excel chứ không phải văn bản Word."),
        (made.PROGRAM, "a.pdf", "Tệp này là chương trình (.exe) chứ không phải PDF. Chỉ nhận PDF"),
        (made.HTML, "a.pdf", "Tệp này là trang web (HTML) chứ không phải PDF."),
        (made.HTML + made.pdf(), "a.pdf", "Tệp này là trang web (HTML) chứ không phải PDF."),
        (made.SVG, "a.png", "Tệp này là hình SVG chứ không phải ảnh PNG."),
        (made.SVG, "a.svg", "Tệp này là hình SVG. Chỉ nhận PDF"),
        (b"\xef\xbb\xbf" + made.HTML + made.pdf(), "a.pdf", "Tệp này là trang web (HTML) chứ không phải PDF."),
        (made.PROGRAM + made.pdf(), "a.pdf", "Tệp này là chương trình (.exe) chứ không phải PDF."),
        (b"\0" * 1025 + made.pdf(), "a.pdf", "Tệp này là loại tệp không nhận ra được chứ không phải PDF."),
        (b"\0" + made.jpeg(), "a.jpg", "Tệp này là loại tệp không nhận ra được chứ không phải ảnh JPEG."),
        (b"<?xml version='1.0'?><a/>", "a.xlsx", "Tệp này là tệp XML"),
        (made.HEIC, "IMG_1.jpg", "Tệp này là ảnh HEIC của điện thoại chứ không phải ảnh JPEG."),
        (b"Ma;Ten\n1;A\n", "a.xlsx", "Tệp này là văn bản thuần (.txt, .csv) chứ không phải sổ Excel."),
        (b"\x01\x02\x03\x04" * 9, "a.pdf", "Tệp này là loại tệp không nhận ra được chứ không phải PDF."),
        (made.OLD_OFFICE, "a.docx", "Tệp này là tệp Office kiểu cũ (.doc, .xls) chứ không phải văn bản Word."),
        (made.LOCKED_OFFICE, "a.xlsx", "Tệp có mật khẩu"),
        (made.zip_bytes({"a.txt": "a"}), "a.docx", "Tệp này là tệp nén .zip chứ không phải văn bản Word."),
        (
            made.zip_bytes({"mimetype": "application/vnd.oasis.opendocument.text"}),
            "a.docx",
            "Tệp này là tệp OpenDocument",
        ),
        (made.docx(made.SLIDES), "a.docx", "Tệp này là bản trình chiếu PowerPoint"),
    ],
)
def test_what_it_really_is(content, name, sentence):
    with pytest.raises(DocumentRefusal) as refusal:
        document_kind(content, name)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (made.pdf()[:-40], "a.pdf"),
        (b"\xef\xbb\xbf" + made.pdf()[:-40], "a.pdf"),
        (made.pdf().replace(b"%PDF-1.4", b"%PDF-a.4"), "a.pdf"),
        (b"\xff\xd8" + b"\xff" * 9_000_000, "a.jpg"),
        (b"\xff\xd8\xff" + b"\xe0\0\0\xff" * 2_000_000, "a.jpg"),
        (b"\x89PNG\r\n\x1a\n" + made.png()[8:33] + made.chunk(b"tEXt", b"") * 700_000, "a.png"),
        (b"%PDF-1.4\n" + made.HTML, "a.pdf"),
        (made.jpeg()[:-2], "a.jpg"),
        (made.jpeg()[:40], "a.jpg"),
        (b"\xff\xd8\xff\xe0" + made.HTML, "a.jpg"),
        (made.png()[:-12], "a.png"),
        (made.png().replace(b"\0\0\0\x01\x08\x02", b"\0\0\0\x02\x08\x02"), "a.png"),  # sum no longer fits
        (b"\x89PNG\r\n\x1a\n" + made.chunk(b"IEND", b""), "a.png"),
        (made.docx()[:-30], "a.docx"),
        (made.docx().replace(b"word/document.xml", b"word/../ocument.x"), "a.docx"),
        (made.docx(Word___document__xml="twice"), "a.docx"),
        (made.zip_bytes({office_packages.TYPES: "<Types><!ENTITY a 'a'></Types>"}), "a.docx"),
        (made.zip_bytes({office_packages.TYPES: "<!DOCTYPE a [<!ENTITY a 'a'>]><Types>&a;</Types>"}), "a.docx"),
    ],
)
def test_a_damaged_file_is_refused_as_damaged(content, name):
    with pytest.raises(DocumentRefusal, match="Tệp bị hỏng hoặc tải lên chưa trọn"):
        document_kind(content, name)


@pytest.mark.parametrize(
    "content",
    [
        made.docx(made.MACRO_WORD),
        made.docx(word___vbaProject__bin=b"macro"),
        made.docx(other___VBAPROJECT__BIN=b"macro"),
    ],
)
def test_macros_are_refused_whatever_the_name(content):
    with pytest.raises(DocumentRefusal, match="có macro"):
        document_kind(content, "a.docx")


def test_a_zip_with_a_password_is_refused():
    with pytest.raises(DocumentRefusal, match="có mật khẩu"):
        document_kind(made.with_password(made.docx()), "a.docx")


def test_a_declared_part_must_be_there():
    renamed = made.docx().replace(b"word/document.xml", b"word/dokument.xml")  # what is declared is packed
    with pytest.raises(DocumentRefusal, match=r"tệp nén \.zip"):
        document_kind(renamed, "a.docx")


def test_what_unpacks_to_too_much_is_refused_whether_it_says_so_or_not(monkeypatch):
    monkeypatch.setattr(office_packages, "UNPACKED_LIMIT", 1_000_000)
    bomb = made.docx(word___media=bytes(1_500_000))
    assert len(bomb) < 10_000
    with pytest.raises(DocumentRefusal, match="lớn bất thường"):
        document_kind(bomb, "a.docx")
    with pytest.raises(DocumentRefusal, match="bị hỏng"):
        document_kind(made.with_understated_size(bomb, "word/media", 10), "a.docx")


def test_a_real_bomb_is_refused_within_a_second():
    bomb = made.docx(word___media=bytes(101 * MEGABYTE))
    with pytest.raises(DocumentRefusal, match="lớn bất thường"):
        document_kind(bomb, "a.docx")


def test_too_many_entries_are_refused_before_they_are_listed():
    with pytest.raises(DocumentRefusal, match="quá nhiều phần"):
        document_kind(made.docx(**{f"p{n}": b"" for n in range(office_packages.ENTRY_LIMIT)}), "a.docx")


def test_the_size_is_told_rounded_up():
    with pytest.raises(DocumentRefusal, match=r"Tệp nặng 10,1 MB; mỗi tệp không quá 10 MB\."):
        document_kind(made.pdf().ljust(SIZE_LIMIT + 1), "a.pdf")
    document_kinds.check_size(SIZE_LIMIT)


@pytest.mark.parametrize(
    ("size", "text"),
    [(1, "1 kB"), (1024, "1 kB"), (1025, "2 kB"), (document_kinds.SIZE_LIMIT, "10 MB"), (1_600_000, "1,6 MB")],
)
def test_sizes_in_words(size, text):
    assert document_kinds.size_text(size) == text


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("C:\\Users\\A\\Biên bản.pdf", "Biên bản.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("Bie\u0302n ba\u0309n.pdf", "Biên bản.pdf"),
        ("so\u202efdp.exe", "sofdp.exe"),
        ("a\nb\t\x00c.pdf", "abc.pdf"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        ("  .hidden.pdf. ", "hidden.pdf"),
        ("scan", "scan"),
        ("", "minh-chung"),
        ("...", "minh-chung"),
        ("ễ" * 300 + ".docx", "ễ" * (LONGEST_NAME - 5) + ".docx"),
    ],
)
def test_names_are_fit_for_every_screen_and_disk(file_name, name):
    assert document_name(file_name) == name
