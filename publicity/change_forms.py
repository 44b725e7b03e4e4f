"""What is asked for when a published entry is to be corrected, taken down or ended."""

from typing import Any

from django import forms

from inspections.forms.follow_up import day, one_of, text
from publicity import correctable
from publicity.correctable import Correctable
from publicity.grounds import CORRECTING, DECIDED, WITHDRAWING, Ground
from publicity.models import Publication
from yangcheng_inspect.forms import FieldsOnly

PUBLIC = "公众会看到，不要写企业名称和个人信息。"
DOCUMENT = "决定、裁判文书、异议、核查报告的编号。"


def _grounds(grounds: list[Ground]) -> list[tuple[str, str]]:
    return [(one.value, str(one.label)) for one in grounds]


def _document(*, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label="文书编号",
        max_length=100,
        required=required,
        help_text=DOCUMENT,
        error_messages={"required": "请填写文书编号。"},
    )


class CorrectionForm(forms.Form):
    """Every field that may be put right as it stands now, then ground and reason."""

    helper = FieldsOnly()

    def __init__(self, publication: Publication, data: Any = None) -> None:
        super().__init__(data)
        self.known = {_name(one): one for one in correctable.of(publication.record or {})}
        self.fields |= {name: _field(one) for name, one in self.known.items()}
        self.fields["ground"] = one_of("更正的依据", _grounds(CORRECTING))
        self.fields["document"] = _document()
        self.fields["reason"] = text("更正的理由", 300, PUBLIC)
        self.fields["hides_old"] = forms.BooleanField(
            label="原文不应公开，更正后不再显示", required=False, help_text="不勾选的，公众可以对照原文和改动。"
        )

    @property
    def wanted(self) -> dict[str, Any]:
        """What `corrections.propose` takes."""
        given = dict(self.cleaned_data)
        changes = {one.path: given.pop(name) for name, one in self.known.items()}
        return {"changes": changes, **given}


def _name(one: Correctable) -> str:
    return one.path.replace(".", "-")


def _field(one: Correctable) -> forms.Field:
    required = {"required": f"“{one.label}”不能为空。"}
    if one.choices:
        return forms.ChoiceField(
            label=one.label,
            choices=one.choices,
            initial=one.value,
            help_text=one.hint,
            error_messages=required,
        )
    rows = forms.Textarea({"rows": 2}) if one.longest > 200 else forms.TextInput()
    return forms.CharField(
        label=one.label,
        initial=one.value,
        max_length=one.longest,
        required=not one.blank,
        widget=rows,
        error_messages=required,
    )


class WithdrawForm(forms.Form):
    ground = one_of("撤下的依据", _grounds(WITHDRAWING))
    document = _document()
    reason = text("撤下的理由", 300, PUBLIC)
    helper = FieldsOnly()


class EndForm(forms.Form):
    """信用修复."""

    document = _document(required=True)
    reason = text("提前结束的理由", 300, f"写明信用修复的依据。{PUBLIC}")
    helper = FieldsOnly()


class TakedownForm(forms.Form):
    ground = one_of("决定怎样了", _grounds(DECIDED))
    document = _document(required=True)
    decided_on = day("撤销、变更或者确认违法的日期")
    helper = FieldsOnly()


class DeclineForm(forms.Form):
    decision = text("不同意的理由", 300)
    helper = FieldsOnly()
