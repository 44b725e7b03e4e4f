"""The pages on which the public writes: each class is one page, its fields in the order in which they are asked."""

import re
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from publicity.public_site import inbox_schema
from publicity.public_site.letter_fields import Pictures, line, one_of, text
from publicity.public_site.letter_words import SAID_DUE, WRONG_MEANINGS, Capacity, Content, Said, Wrong
from publicity.public_site.models import PublicResult
from yangcheng_inspect import short_code
from yangcheng_inspect.personal import personal
from yangcheng_inspect.rating_words import BARRED, DUE

MOST_FOUND = 10
NOT_LISTED = "none"
"""The choice of whoever objects that nothing was published."""
RATING_CODE = 8


class PageForm(forms.Form):
    """One page of a letter. Nothing is marked `required` in the browser: going back must stay possible."""

    use_required_attribute = False
    heading = ""
    lead = ""
    conditional: tuple[str, ...] = ()  # left empty by some, asked of others: not marked 选填
    template = "public/_letter_fields.html"
    has_files = False


class ResultForm(PageForm):
    """Which result: search, then choose; whoever comes from a result's page finds it chosen."""

    heading = "哪一条检查结果"
    template = "public/_letter_result.html"
    offers_none = False

    q = line(
        "公示编号、企业名称或统一社会信用代码", longest=60, hint="公示编号在结果页“检查信息”中。名称写一部分也可以查。"
    )
    result = forms.CharField(required=False, max_length=40)

    @property
    def asked(self) -> str:
        return str(self["q"].value() or "").strip()[:60]

    @property
    def chosen(self) -> str:
        return str(self["result"].value() or "")

    @property
    def found(self) -> list[PublicResult]:
        """At most ten; the page says when there are more."""
        return list(self._matching()[: MOST_FOUND + 1])

    def _matching(self) -> Any:
        return PublicResult.objects.listed().matching(self.asked).newest_first() if self.asked else []

    def clean_result(self) -> str:
        """The number of a result that is shown, or nothing where nothing was published."""
        number = cast(str, self.cleaned_data["result"])
        if self.offers_none and number == NOT_LISTED:
            return ""
        if number and PublicResult.objects.listed().filter(number=number).exists():
            return number
        raise ValidationError(self._nothing_chosen())

    def _nothing_chosen(self) -> str:
        if not self.asked:
            return "没有写要找的结果。写公示编号、企业名称或统一社会信用代码，再按“查找”。"
        return "没有选定检查结果。在下面选一条，再按“下一步”。" if self.found else self.not_found()

    def not_found(self) -> str:
        return f"没有找到“{self.asked}”的公示结果。换名称的一部分或统一社会信用代码再查。"


class ObjectedResultForm(ResultForm):
    """The same for an objection, which may also be that nothing was published."""

    offers_none = True


class WrongForm(PageForm):
    """What is wrong, and why."""

    heading = "哪里不对"

    wrong = one_of(
        "哪里不对",
        [(value, f"{Wrong(value).label}：{meaning}") for value, meaning in WRONG_MEANINGS.items()],
        missing="没有选哪里不对。选一项。",
    )
    text = text(
        "事实和理由",
        longest=inbox_schema.LONGEST_TEXT,
        missing="没有写事实和理由。写明哪一处不对、事实是什么。",
        hint="写明哪一处不对、事实是什么、希望怎样处理。最多 2000 个字。这里写的不公开。",
    )


class StatementForm(PageForm):
    """What the business says beside its result: published word for word."""

    heading = "情况说明"

    text = text(
        "情况说明",
        longest=inbox_schema.LONGEST_STATEMENT,
        missing="没有写情况说明。",
        hint="核实后，原文登在检查结果旁边，公安机关不作修改。最多 500 个字。不要写电话、证件号码和个人住址。",
    )

    def clean_text(self) -> str:
        found = cast(str, self.cleaned_data["text"])
        if what := personal(found):
            raise ValidationError(f"情况说明会公开，里面有{what}。删去后再按“下一步”。")
        return found


class WhoForm(PageForm):
    """Who writes. Only whoever handles the letter reads this; it is needed to answer in writing."""

    heading = "您是谁"
    conditional = ("firm", "code")
    has_files = True

    capacity = one_of("您是", Capacity.choices, missing="没有选您是谁。选一项。")
    firm = line("企业名称", hint="与营业执照一致。其他利害关系人是个人的，不用填。", fills="organization")
    code = line("统一社会信用代码或注册号", longest=18, hint="企业和个体工商户填写，用来核实身份。")
    name = line("联系人姓名", missing="没有写联系人姓名。", longest=40, fills="name")
    phone = line("联系电话", missing="没有写联系电话。核实和答复时使用。", longest=20, fills="tel")
    address = line(
        "书面答复寄送地址", longest=200, hint="不填的，按企业登记住所寄送，或者通知您来领取。", fills="street-address"
    )
    pictures = Pictures(
        label="证明材料",
        required=False,
        help_text="营业执照、委托书和其他证明材料的照片。JPG、PNG 或 WEBP 图片，最多 5 张，每张不超过 5 MB。",
    )

    def clean_code(self) -> str:
        code = short_code.plain(cast(str, self.cleaned_data["code"]))
        if code and len(code) not in (13, 15, 18):
            raise ValidationError(
                f"统一社会信用代码应为 18 位，注册号应为 13 或 15 位，现为 {len(code)} 位。对照营业执照改正。"
            )
        return code

    def clean_phone(self) -> str:
        phone = cast(str, self.cleaned_data["phone"])
        if not re.fullmatch(r"\+?[0-9 ()（）-]{7,20}", phone):
            raise ValidationError("联系电话应为 7 至 20 位数字，可以带区号。")
        return phone

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        if said.get("capacity") in (Capacity.FIRM, Capacity.AGENT):
            if "firm" in said and not said["firm"]:
                self.add_error("firm", "没有写企业名称。按营业执照填写。")
            if "code" in said and not said["code"]:
                self.add_error("code", "没有写统一社会信用代码。按营业执照填写，用来核实身份。")
        return said


def _asked(questions: dict[str, str], choices: Sequence[tuple[str, str]]) -> dict[str, forms.ChoiceField]:
    return {
        key: one_of(words, choices, missing="没有回答。选一项；不清楚的，选“不清楚”。")
        for key, words in questions.items()
    }


class VisitForm(PageForm):
    """By the code on the notice: how the visit was."""

    heading = "这次检查"

    code = line(
        "评价码",
        missing="没有写评价码。评价码印在检查通知书和评价卡上，共 8 位。",
        longest=20,
        hint="印在检查通知书和评价卡上，共 8 位字母和数字。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= _asked(DUE, SAID_DUE)
        self.fields["content"] = one_of("对这次检查总的评价", Content.choices, missing="没有选总的评价。选一项。")

    def clean_code(self) -> str:
        code = short_code.plain(cast(str, self.cleaned_data["code"]))
        if not short_code.fits(code, RATING_CODE):
            raise ValidationError(
                "评价码不对。对照检查通知书或评价卡，逐个核对 8 位字母和数字；其中没有 0、1、I、L、O。"
            )
        return code


class BarredForm(PageForm):
    """What no visit may have, and room for more."""

    heading = "廉政和纪律"
    lead = "这次检查前后，检查人员或者检查单位有没有下面的情形？"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= _asked(BARRED, Said.choices)
        self.fields["text"] = text(
            "还想说的",
            longest=inbox_schema.LONGEST_TEXT,
            hint="可以不填。上面选了“有”的，写明是什么事。最多 2000 个字。",
        )


class FaultForm(PageForm):
    """页面找错: what on this website does not work or does not read well."""

    heading = "哪里有错"

    page = line("哪个页面", longest=200, hint="写页面的名称或者地址。不填的，在下面说明。")
    text = text(
        "什么地方有错",
        longest=inbox_schema.LONGEST_TEXT,
        missing="没有写什么地方有错。",
        hint="错别字、打不开、看不清、用不了等。对检查结果有异议的，用“提出异议”。",
    )
    contact = line("联系方式", longest=100, hint="可以不填。需要回复的，填写电话或者邮箱。")
