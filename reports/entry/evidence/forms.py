"""The form for files attached at once: each is accepted or refused by itself."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile

from chodon_thidua.lib.refusals import InvalidInput, StateRefusal
from chodon_thidua.lib.text import normalise
from reports.entry.evidence.page import EvidencePage
from reports.entry.evidence.services import evidence_add
from units.models import User

OK = 200
AT_ONCE = 10


class EvidenceForm:
    """The files sent at once and the outcome for each.

    Shape: `added_names` are attached now, `present_names` were before; `errors` pairs a name with why it was refused.
    """

    def __init__(self, evidence_page: EvidencePage, files: "Sequence[UploadedFile[bytes]] | None" = None) -> None:
        self.page, self.files = evidence_page, files
        self.added_names: list[str] = []
        self.present_names: list[str] = []
        self.errors: list[tuple[str, str]] = []
        self.refusal: StateRefusal | None = None

    def save(self, actor: User) -> bool:
        """Attaches every file that is accepted; returns whether nothing was refused.

        Raises: Refusal.
        """
        files = self.files or ()
        if not files:
            self.errors.append(("", "Hãy chọn ít nhất một tệp."))
        if len(files) > AT_ONCE:
            self.errors.append(("", f"Mỗi lần đính kèm nhiều nhất {AT_ONCE} tệp; chưa có tệp nào được lưu."))
            return False
        for file in files:
            if not self.refusal:
                self._save(actor, file)
        return self.status == OK

    def _save(self, actor: User, file: "UploadedFile[bytes]") -> None:
        address, name = self.page.page.address, normalise(file.name or "")
        try:
            result = evidence_add(
                unit=address.unit,
                period=address.period,
                indicator=self.page.row.indicator,
                actor=actor,
                file=file,
                name=name,
            )
            (self.added_names if result.is_new else self.present_names).append(result.evidence.name)
        except InvalidInput as refusal:
            self.errors.append((name, str(refusal)))
        except StateRefusal as refusal:
            self.refusal = refusal

    @property
    def status(self) -> int:
        return self.refusal.status if self.refusal else InvalidInput.status if self.errors else OK

    @property
    def messages(self) -> list[str]:
        """The sentences that tell the person what was done."""
        sentences = [f"Đã đính kèm: {', '.join(self.added_names)}."] if self.added_names else []
        return sentences + ([f"Đã có sẵn, chỉ giữ một: {', '.join(self.present_names)}."] if self.present_names else [])
