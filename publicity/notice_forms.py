"""What the office writes and says about a notice."""

from typing import Any

from django import forms

from publicity.models import NoticeVersion
from publicity.notice_status import NoticeKind
from publicity.services.notice_drafts import Text
from yangcheng_inspect.forms import FieldsOnly

HELP = (
    "不用任何标记，直接写，换行就分段。“一、……”“（一）……”单独成行是标题；“- ”或“1. ”开头是列表；"
    "“问：……”单独成行是问题。"
)


class TextForm(forms.ModelForm):
    """Title, text, issuer."""

    body = forms.CharField(label="正文", widget=forms.Textarea({"rows": 18}), help_text=HELP, strip=True)
    helper = FieldsOnly()

    class Meta:
        model = NoticeVersion
        fields = ["title", "office", "body"]

    @property
    def text(self) -> Text:
        return Text(**{name: self.cleaned_data[name] for name in ("title", "body", "office")})

    def _post_clean(self) -> None:
        """The service writes and checks; the row in hand stays as it is."""


class NewNoticeForm(TextForm):
    """The same with its kind."""

    kind = forms.ChoiceField(label="类别", choices=NoticeKind.choices)
    field_order = ["kind", "title", "office", "body"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"office": "治安大队（双随机办）"}, **kwargs})


class PublicReasonForm(forms.Form):
    """A reason that the public will read."""

    reason = forms.CharField(label="理由", max_length=300, help_text="理由会公开。")
    helper = FieldsOnly()
