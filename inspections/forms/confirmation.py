"""被检查单位意见 (方案四(三)): signed, disputed, refused or nobody there; each asks for its own fields only."""

import json
from typing import Any

from django import forms

from inspections.choices import AT_DOOR, Opinion, RefusalReason
from inspections.services.records import Said
from yangcheng_inspect.forms import FieldsOnly

MOST_STROKES = 200
MOST_POINTS = 6000
WIDEST = 1000
"""Strokes are whole numbers on a sheet 1000 wide: they survive a turn of the phone, and the trail takes no floats."""

SIGNED = (Opinion.AGREED, Opinion.DISPUTED)
ASKED: dict[str, tuple[str, ...]] = {
    Opinion.AGREED: ("signer",),
    Opinion.DISPUTED: ("signer", "statement"),
    Opinion.REFUSED: ("refusal_reason", "refusal_note"),
    Opinion.ABSENT: ("refusal_note",),
    Opinion.NO_REPLY: ("refusal_note",),
}
BELONGS: dict[str, tuple[str, ...]] = {
    Opinion.AGREED: ("signer", "signer_role", "strokes", "on_paper"),
    Opinion.DISPUTED: ("signer", "signer_role", "strokes", "on_paper", "statement"),
    Opinion.REFUSED: ("refusal_reason", "refusal_note", "witness"),
    Opinion.ABSENT: ("refusal_note", "witness"),
}
SENTENCES = {
    "signer": "签字人须填写姓名。",
    "statement": "有异议的，须写明意见。",
    "refusal_reason": "拒绝签字的，须选择理由。",
    "refusal_note": "须如实注明情况。",
}


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= WIDEST


def _is_stroke(stroke: Any) -> bool:
    return (
        isinstance(stroke, list)
        and bool(stroke)
        and all(isinstance(point, list) and len(point) == 2 and all(map(_whole, point)) for point in stroke)
    )


def read_strokes(text: str) -> list[list[list[int]]]:
    """`[[[x, y], …], …]` with whole numbers from 0 to 1000; empty text is no signature. Raises ValueError."""
    try:
        strokes = json.loads(text or "[]")
    except RecursionError as error:
        raise ValueError("not strokes") from error
    if not isinstance(strokes, list) or not all(map(_is_stroke, strokes)):
        raise ValueError("not strokes")
    if len(strokes) > MOST_STROKES or sum(map(len, strokes)) > MOST_POINTS:
        raise ValueError("too many strokes")
    return strokes


class ConfirmationForm(forms.Form):
    opinion = forms.ChoiceField(
        label="被检查单位意见",
        choices=AT_DOOR,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择被检查单位的意见。"},
    )
    signer = forms.CharField(label="签字人", required=False, max_length=50)
    signer_role = forms.CharField(label="签字人身份", required=False, max_length=50, help_text="如：负责人、前台主管。")
    strokes = forms.CharField(label="签名", required=False, widget=forms.HiddenInput)
    on_paper = forms.BooleanField(label="已在打印的记录表上签字", required=False)
    statement = forms.CharField(label="陈述意见", required=False, max_length=500, widget=forms.Textarea({"rows": 3}))
    refusal_reason = forms.ChoiceField(
        label="拒签理由", required=False, choices=RefusalReason.choices, widget=forms.RadioSelect
    )
    refusal_note = forms.CharField(label="情况注明", required=False, max_length=500, widget=forms.Textarea({"rows": 3}))
    witness = forms.CharField(label="见证人", required=False, max_length=50, help_text="可不填，如社区、邻近商户人员。")
    recorder_no = forms.CharField(label="执法记录仪文件编号", required=False, max_length=60)
    helper = FieldsOnly()

    def clean_strokes(self) -> list[list[list[int]]]:
        try:
            return read_strokes(self.cleaned_data["strokes"])
        except ValueError as error:
            raise forms.ValidationError("签名没有读到，请重签。") from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opinion = cleaned.get("opinion", "")
        for name in ASKED.get(opinion, ()):
            if not cleaned.get(name):
                self.add_error(name, SENTENCES[name])
        if opinion in SIGNED and not (cleaned.get("strokes") or cleaned.get("on_paper")):
            self.add_error("strokes", "请签名，或勾选“已在打印的记录表上签字”。")
        return cleaned

    @property
    def said(self) -> Said:
        """Only what belongs to the opinion chosen; leftovers of another choice are dropped."""
        opinion = self.cleaned_data["opinion"]
        values = {name: self.cleaned_data[name] for name in BELONGS[opinion]}
        return Said(opinion=opinion, recorder_no=self.cleaned_data["recorder_no"], **values)
