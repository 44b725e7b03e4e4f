"""A picture on its way in: what a device or a plain page says about it (see `views/evidence.py`)."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django import forms

from inspections.choices import EvidenceKind
from inspections.images import MOST_BYTES, TOO_LARGE
from inspections.services.evidence import Claim

HEX = r"^[0-9a-f]{64}$"
FAULTY = "照片的上传信息不完整。请刷新页面后重新拍照。"
YEARS = range(1990, 2100)


def _field(kind: type[forms.Field], **options: Any) -> Any:
    return kind(error_messages={"required": FAULTY, "invalid": FAULTY}, **options)


def _of_this_age(moment: datetime | None) -> datetime | None:
    """A clock may be wrong by years; what no clock shows is a broken upload."""
    if moment and moment.year not in YEARS:
        raise forms.ValidationError(FAULTY)
    return moment


class ClaimForm(forms.Form):
    """Announced: everything but the picture."""

    key = _field(forms.UUIDField)
    sha256 = forms.RegexField(HEX, error_messages={"required": FAULTY, "invalid": FAULTY})
    point = _field(forms.IntegerField, required=False, min_value=1, max_value=2**62)
    kind = forms.ChoiceField(choices=EvidenceKind.choices, required=False)
    taken_at = _field(forms.DateTimeField, required=False)
    sent_at = _field(forms.DateTimeField, required=False)
    caption = forms.CharField(required=False, max_length=100)

    def clean_taken_at(self) -> datetime | None:
        return _of_this_age(self.cleaned_data["taken_at"])

    def clean_sent_at(self) -> datetime | None:
        return _of_this_age(self.cleaned_data["sent_at"])

    @property
    def claim(self) -> Claim:
        given = self.cleaned_data
        return Claim(
            key=given["key"],
            received=given["sha256"],
            point=given["point"],
            kind=given["kind"] or EvidenceKind.PHOTO,
            taken_at=given["taken_at"],
            sent_at=given["sent_at"],
            caption=given["caption"],
        )

    @property
    def sentence(self) -> str:
        """The first thing wrong, as one sentence."""
        return next((str(message) for messages in self.errors.values() for message in messages), "")


class UploadForm(ClaimForm):
    """With the picture. A page without a script cannot compute the hash: then it is that of what came."""

    sha256 = forms.RegexField(HEX, required=False, error_messages={"invalid": FAULTY})
    file = forms.FileField(
        error_messages={
            "required": "请先拍照或选择照片。",
            "empty": "文件是空的。请重新选择照片。",
            "invalid": "请先拍照或选择照片。",
        }
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        content: bytes = file.read()
        return content

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("sha256") and "file" in cleaned:
            cleaned["sha256"] = sha256(cleaned["file"]).hexdigest()
        return cleaned
