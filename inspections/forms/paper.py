"""纸质记录补录: the times and names of the paper, typed in. Nothing is filled in beforehand."""

from typing import Any

from django import forms

from inspections.models import Visit, VisitOfficer
from inspections.services.paper import Sheet
from yangcheng_inspect.forms import FieldsOnly

A_TIME = "请写成 2026-04-23 15:30 这样的时间。"


class MomentInput(forms.DateTimeInput):
    """A minute in the browser's own calendar."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def _moment(label: str, *, required: bool = True, help_text: str = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=required,
        widget=MomentInput(),
        help_text=help_text,
        error_messages={"required": f"请填写{label}。", "invalid": A_TIME},
    )


class PaperForm(forms.Form):
    """One arrival per officer, then what followed, in the order of the printed form."""

    served_at = _moment("通知书送达、权利告知时间", required=False, help_text="现场无人的，不填。")
    attendee = forms.CharField(label="在场负责人", max_length=50, required=False)
    attendee_role = forms.CharField(label="身份", max_length=50, required=False)
    ended_at = _moment("检查对象签字时间", help_text="拒绝签字或现场无人的，填检查结束的时间。公示期限从这一天起算。")
    recorder_no = forms.CharField(label="执法记录仪文件编号", max_length=60, required=False)
    reason = forms.CharField(
        label="使用纸质记录的原因",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="如：现场没有网络、手机故障。随记录留痕。",
        error_messages={"required": "请写明使用纸质记录的原因。"},
    )
    helper = FieldsOnly()

    def __init__(self, visit: Visit, data: Any = None) -> None:
        super().__init__(data)
        self.officers = list(visit.officers.all())
        for officer in self.officers:
            self.fields[_name(officer)] = _moment(f"{officer.inspector.name}到场亮证时间")
        self.order_fields([*map(_name, self.officers), "served_at"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("served_at") and not cleaned.get("attendee"):
            self.add_error("attendee", "已送达通知书的，请填写在场负责人的姓名。")
        return cleaned

    @property
    def sheet(self) -> Sheet:
        given = self.cleaned_data
        names = ("served_at", "attendee", "attendee_role", "ended_at", "recorder_no", "reason")
        arrived = {officer.pk: given[_name(officer)] for officer in self.officers}
        return Sheet(arrived_at=arrived, **{name: given[name] for name in names})


def _name(officer: VisitOfficer) -> str:
    return f"arrived_{officer.pk}"
