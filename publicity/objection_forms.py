"""What is asked for at each step of an 异议, a 企业说明 and a 来件. No answer is chosen beforehand."""

from typing import Any

from django import forms

from inspections.forms.follow_up import PicturesField, Plain, day, line, one_of, text
from publicity import correctable
from publicity.correctable import Correctable
from publicity.models import Objection, Publication, Statement
from publicity.models.objection import Way
from publicity.models.statement import LONGEST
from publicity.public_site.letter_words import Capacity, Wrong
from publicity.services import objection_people as people
from publicity.services.objection_outcomes import Draft
from publicity.services.objections import Said
from publicity.services.statements import Words
from yangcheng_inspect.accounts.models import User

BY_HAND = [(way.value, str(way.label)) for way in Way if way != Way.ONLINE]
SCANS = "扫描件或照片，JPG、PNG 或 WEBP，每张不超过 10 MB。"
NOT_PUBLIC = "只用于联系申请人，不公开。"


class ResultForm(Plain):
    """Which published result it is about, by its number."""

    number = line("公示编号", 40, "写在公示页面和检查结果告知书上，例如 YC-GS-2026-0001。")

    def clean_number(self) -> str:
        given = str(self.cleaned_data["number"]).strip().upper()
        self.publication = Publication.objects.filter(number=given).first()
        if self.publication is None:
            raise forms.ValidationError(f"没有编号为“{given}”的公示。请核对编号，或在公示台账中按企业名称查找。")
        return given

    @property
    def about(self) -> Publication:
        assert self.publication is not None, "the form is in order"
        return self.publication


class RegisterForm(ResultForm):
    """An objection on paper, told at the counter or by telephone."""

    ground = one_of("异议理由", Wrong.choices)
    text = text("异议内容", 2000, "按申请人写的或者说的原意录入。")
    applicant = line("申请人", 200, "单位名称或者姓名。")
    capacity = one_of("申请人身份", Capacity.choices)
    phone = forms.CharField(label="联系电话", max_length=60, required=False, help_text=NOT_PUBLIC)
    address = forms.CharField(label="联系地址", max_length=200, required=False, help_text=NOT_PUBLIC)
    way = one_of("提出方式", BY_HAND)
    received_on = day("收到日期")
    raws = PicturesField(
        label="申请书和材料", required=False, help_text="扫描件或照片，JPG、PNG 或 WEBP，每张不超过 10 MB。"
    )

    @property
    def said(self) -> Said:
        given = dict(self.cleaned_data)
        return Said(**{name: value for name, value in given.items() if name not in ("number", "raws")})


class StatementForm(ResultForm):
    text = text("说明原文", LONGEST, "逐字录入，不作修改。含个人信息的不能公开，请退企业删去。")
    applicant = line("提交人", 200)
    phone = forms.CharField(label="联系电话", max_length=60, required=False, help_text=NOT_PUBLIC)
    way = one_of("提出方式", BY_HAND)
    submitted_on = day("提交日期")

    @property
    def words(self) -> Words:
        return Words(**{name: value for name, value in self.cleaned_data.items() if name != "number"})


class ReasonForm(Plain):
    reason = text("理由", 300)


class SupplementForm(Plain):
    note = text("需要补正的内容", 500, "一次写全。补正只通知一次。")
    until = day("补正期限")


class SupplementedForm(Plain):
    text = text("补正的内容", 2000)
    received_on = day("收到补正日期")


class PersonField(forms.ModelChoiceField):
    """People with their roles."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name}（{obj.role_labels}）"


class HandlerForm(Plain):
    """Only those who may are offered; the service asks again."""

    of_row = True
    handler = PersonField(
        label="承办人",
        queryset=User.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择承办人。", "invalid_choice": "此人参加过这次检查或审核审批，请另选承办人。"},
    )

    def __init__(self, *args: Any, row: Objection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["handler"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people.handlers(row)


class ExplanationForm(Plain):
    explanation = text("检查组说明", 2000, "写明当时怎样检查、依据什么记录。")


class FindingsForm(Plain):
    findings = text("核查情况", 2000, "写明看了哪些材料、问了谁、查明了什么。")


class FilesForm(Plain):
    raws = PicturesField(label="材料图片", required=False, help_text=SCANS)


class DecisionForm(Plain):
    decision = text("不同意的理由", 300)


class DeliverForm(Plain):
    replied_on = day("送达日期")
    replied_how = line("答复方式", 100, "例如：当面送达、邮寄、网上答复。")


class RefuseStatementForm(Plain):
    refusal = one_of("不予公开的原因", Statement.Refusal.choices)
    reason = text("理由", 300, "指出哪一处不能公开，请企业改写后再交。")


class ProposeForm(Plain):
    """结论 with the reply; for 更正 every field of the published text as it stands now, to be put right."""

    outcome = one_of("结论", Objection.Outcome.choices)
    reply = text("答复内容", 2000, "写给申请人：查明了什么，结论是什么，理由和依据。")
    public_reason = text("公开的理由", 300, "更正、撤销时填写。公众会看到，不要写企业名称和个人信息。", required=False)

    def __init__(self, objection: Objection, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        record = objection.publication.record
        self.known: dict[str, Correctable] = (
            {one.path.replace(".", "-"): one for one in correctable.of(record)} if record else {}
        )
        self.fields |= {name: _as_it_stands(one) for name, one in self.known.items()}
        for name, value in {"outcome": objection.outcome, "reply": objection.reply}.items():
            self.fields[name].initial = value

    @property
    def draft(self) -> Draft:
        """Fields nobody touched come back as they were, and are no change."""
        given = self.cleaned_data
        changes = {one.path: given[name] for name, one in self.known.items() if given[name] != one.value}
        corrects = given["outcome"] == Objection.Outcome.CORRECTED
        return Draft(given["outcome"], given["reply"], given["public_reason"], changes if corrects else {})

    @property
    def words_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("outcome", "reply", "public_reason")]

    @property
    def record_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.known]


def _as_it_stands(one: Correctable) -> forms.Field:
    """Never required: for 维持 and 撤销 nobody looks at it, and for 更正 the service asks."""
    if one.choices:
        return forms.ChoiceField(label=one.label, choices=one.choices, initial=one.value, required=False)
    return forms.CharField(label=one.label, initial=one.value, max_length=one.longest, required=False)
