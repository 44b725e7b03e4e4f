"""What is written on the page of one publication, and over the list of those to be posted."""

from django import forms

from inspections.forms.follow_up import day, one_of, text
from publicity.models import HoldRequest, Posting
from yangcheng_inspect.forms import FieldsOnly


class ExplainForm(forms.Form):
    reason = text("逾期的原因", 500, "写明哪个环节、为什么超过时限。填写后不能修改，可以再补充。")
    helper = FieldsOnly()


class HoldForm(forms.Form):
    ground = one_of("理由类别", HoldRequest.Ground.choices)
    reason = text("具体理由", 200, "写给分管局领导看，不对外公开。")
    helper = FieldsOnly()


class DeclineHoldForm(forms.Form):
    decision = text("不同意的理由", 300)
    helper = FieldsOnly()


class ReleaseForm(forms.Form):
    reason = text("解除暂缓的理由", 300)
    helper = FieldsOnly()


class PostForm(forms.Form):
    """One system and one day, for one result or a whole list."""

    system = one_of("公示系统", Posting.System.choices)
    posted_on = day("录入日期")
    helper = FieldsOnly()


class PostOneForm(PostForm):
    reference = forms.CharField(
        label="系统中的编号", max_length=60, required=False, help_text="系统给出编号的，填写编号。"
    )
