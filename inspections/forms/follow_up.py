"""Forms of what follows a check: the order, the proof, the re-inspection, the case. No answer is chosen beforehand."""

from collections.abc import Sequence
from typing import Any

from django import forms

from inspections.forms.visits import OfficerField
from inspections.images import MOST_BYTES, TOO_LARGE
from inspections.models import Dispute, Rectification
from inspections.services.rechecks import Call
from registry.models import Inspector
from yangcheng_inspect.clock import today
from yangcheng_inspect.forms import DateInput, FieldsOnly

MOST_PICTURES = 9
A_DAY = "请按年-月-日填写日期，如 2026-11-20。"


def line(label: str, length: int, help_text: str = "") -> forms.CharField:
    """One line that must be filled in."""
    return forms.CharField(
        label=label, max_length=length, help_text=help_text, error_messages={"required": f"请填写{label}。"}
    )


def text(label: str, length: int, help_text: str = "", *, required: bool = True) -> forms.CharField:
    """Some lines."""
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        widget=forms.Textarea({"rows": 3}),
        help_text=help_text,
        error_messages={"required": f"请填写{label}。"},
    )


def day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, widget=DateInput, error_messages={"required": f"请填写{label}。", "invalid": A_DAY}
    )


def one_of(label: str, choices: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    """Radio buttons, none of them chosen."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": f"请选择{label}。", "invalid_choice": f"请选择{label}。"},
    )


class Plain(forms.Form):
    """Nothing but a button."""

    helper = FieldsOnly()


class OrderPaperForm(Plain):
    facts = text("查明的问题", 1000, "逐项写明违反的规定和事实。")
    demand = text("改正要求", 1000, "写明改什么、改到什么程度。期限以检查记录为准。")


class PicturesInput(forms.FileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Some pictures at once, as bytes; none is fine."""

    widget = PicturesInput({"accept": "image/jpeg,image/png,image/webp", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = [one for one in (data or []) if one]
        if len(given) > MOST_PICTURES:
            raise forms.ValidationError(f"一次最多上传 {MOST_PICTURES} 张图片。")
        if any(one.size > MOST_BYTES for one in given):
            raise forms.ValidationError(TOO_LARGE)
        return [one.read() for one in given]


class ProofForm(Plain):
    text = text("整改情况", 1000, "企业怎么说、交来什么材料。")
    received_on = day("收到日期")
    raws = PicturesField(
        label="材料图片", required=False, help_text="照片或扫描件，JPG、PNG 或 WEBP，每张不超过 10 MB。"
    )


class ExtensionForm(Plain):
    until = day("延长至")
    reason = text("延期理由", 300)


class RefusalForm(Plain):
    decision = text("不同意的理由", 300)


class CallForm(Plain):
    """Two certified officers and a day."""

    lead = OfficerField(
        label="主办民警",
        queryset=Inspector.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择主办民警。"},
    )
    second = OfficerField(
        label="协办民警",
        queryset=Inspector.objects.none(),
        empty_label="请选择",
        error_messages={"required": "复查人员不得少于两人，请选择协办民警。"},
    )
    due_on = day("复查截止日期")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Inspector.objects.eligible(today(), today()).select_related("unit")
        for name, rows in {"lead": people.filter(can_lead=True), "second": people}.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """`call`, as the service takes it."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if cleaned["lead"] == cleaned["second"]:
            raise forms.ValidationError("主办和协办不能是同一人。")
        if cleaned["due_on"] < today():
            raise forms.ValidationError("复查截止日期不能早于今天。")
        return {"call": Call([cleaned["lead"], cleaned["second"]], cleaned["due_on"])}


class JudgeForm(Plain):
    outcome = one_of("复查结论", Rectification.Outcome.choices)
    note = text("复查情况", 1000, "逐项写明改正到什么程度。")


class ReasonOnly(Plain):
    reason = text("理由", 300)


class StopForm(Plain):
    act = line("涉嫌的犯罪事实", 300, "简要写明在哪里发现了什么。")
    receiver = line("承接单位", 100, "如：阳城县公安局刑事侦查大队。")


class HandOverForm(Plain):
    act = line("涉嫌的违法行为", 300)
    receiver = line("承接单位", 100)
    crime = forms.BooleanField(
        label="涉嫌犯罪", required=False, help_text="涉嫌犯罪的，公示文本暂缓公开，并报分管局领导知悉。"
    )


class FileForm(Plain):
    reference = line("案件编号", 60)
    decided_on = day("立案日期")


class DeclineForm(Plain):
    reason = text("不予立案的理由", 300)
    decided_on = day("决定日期")


class OutcomeForm(Plain):
    outcome = text("办理结果", 300)


class HearForm(Plain):
    heard_on = day("听取意见日期")
    heard_how = line("听取方式", 100, "如：到店当面听取、电话听取、书面意见。")
    more = text("补充陈述和证据", 1000, required=False)


class AnswerForm(Plain):
    answer = one_of("答复", Dispute.Answer.choices)
    reasons = text("理由", 1000, "写明核查经过和采纳或不采纳的理由，打印在答复书上。")
