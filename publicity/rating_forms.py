"""The supervisor's forms: a card that came by post, and what was found about a bad rating."""

from typing import Any

from django import forms

from publicity.public_site.letter_words import SAID_DUE, Content, Said
from yangcheng_inspect.clock import today
from yangcheng_inspect.forms import DateInput, FieldsOnly
from yangcheng_inspect.rating_words import BARRED, DUE


class CardForm(forms.Form):
    """评价卡 as it was filled by hand; what was left blank is 不清楚."""

    code = forms.CharField(label="评价码", max_length=20, help_text="印在评价卡上，8 位字母和数字。")
    received_on = forms.DateField(label="收到日期", widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FieldsOnly()
        self.fields["received_on"].initial = today
        for key, words in {**DUE, **BARRED}.items():
            choices = SAID_DUE if key in DUE else Said.choices
            self.fields[key] = forms.ChoiceField(label=words, choices=choices, initial=Said.UNKNOWN)
        self.fields["overall"] = forms.ChoiceField(label="总的评价", choices=Content.choices, widget=forms.RadioSelect)
        self.fields["text"] = forms.CharField(
            label="还想说的", required=False, max_length=2000, widget=forms.Textarea({"rows": 4})
        )

    def said(self) -> dict[str, Any]:
        """What `ratings.register` takes."""
        data = self.cleaned_data
        answers = {"due": {key: data[key] for key in DUE}, "barred": {key: data[key] for key in BARRED}}
        return {**answers, "overall": data["overall"], "text": data["text"]}


class FindingForm(forms.Form):
    finding = forms.CharField(
        label="核查情况",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="写明核查了什么、查实没有、怎样处理。只有监督员看得到。",
    )
