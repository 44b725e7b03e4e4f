"""Forms of a 书面、网络、远程 check: notice, materials, the request to confirm, and what the business answered."""

from django import forms

from inspections.choices import Channel, Opinion, RefusalReason
from inspections.forms.confirmation import ASKED, SENTENCES
from inspections.forms.site import A_DAY, SiteForm
from yangcheng_inspect.clock import today
from yangcheng_inspect.forms import DateInput

WAYS = [("", "请选择"), *Channel.choices]
OPINIONS = [pair for pair in Opinion.choices if pair[0] != Opinion.ABSENT]


class NoticeForm(SiteForm):
    channel = forms.ChoiceField(label="送达方式", choices=WAYS, error_messages={"required": "请选择送达方式。"})
    attendee = forms.CharField(label="收件人", max_length=50, error_messages={"required": "请填写通知书送给了谁。"})
    attendee_role = forms.CharField(label="收件人身份", max_length=50, required=False)


class MaterialForm(SiteForm):
    title = forms.CharField(
        label="材料名称",
        max_length=200,
        help_text="网上查看的，写网址或页面名称。",
        error_messages={"required": "请填写材料名称。"},
    )
    channel = forms.ChoiceField(label="收到方式", choices=WAYS, error_messages={"required": "请选择收到方式。"})
    received_on = forms.DateField(label="收到或查看日期", widget=DateInput, initial=today, error_messages=A_DAY)
    pages = forms.IntegerField(label="页数", required=False, min_value=1, max_value=9999)
    note = forms.CharField(label="说明", max_length=300, required=False)


class ReplyByForm(SiteForm):
    reply_by = forms.DateField(label="答复期限", widget=DateInput, error_messages=A_DAY)


class AnswerForm(SiteForm):
    opinion = forms.ChoiceField(
        label="检查对象的答复",
        choices=OPINIONS,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择检查对象的答复。"},
    )
    channel = forms.ChoiceField(label="答复方式", choices=WAYS, required=False)
    proof = forms.CharField(
        label="来函或截图",
        max_length=200,
        required=False,
        help_text="来函或截图的名称和日期；原件入卷。",
    )
    signer = forms.CharField(label="答复人", max_length=50, required=False)
    signer_role = forms.CharField(label="答复人身份", max_length=50, required=False)
    statement = forms.CharField(label="陈述意见", max_length=500, required=False, widget=forms.Textarea({"rows": 3}))
    refusal_reason = forms.ChoiceField(
        label="拒绝理由", choices=[("", "请选择"), *RefusalReason.choices], required=False
    )
    refusal_note = forms.CharField(
        label="情况注明",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="拒绝或者没有答复的，写明经过。",
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        for name in ASKED.get(cleaned.get("opinion", ""), ()):
            if not cleaned.get(name):
                self.add_error(name, SENTENCES[name])
        return cleaned
