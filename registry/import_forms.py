"""Forms of the import pages."""

from django import forms

from registry.models import RegistryImport
from yangcheng_inspect.forms import DateInput, FieldsOnly


class UploadForm(forms.Form):
    """What a person says about a file before it is read."""

    kind = forms.ChoiceField(label="名录", choices=RegistryImport.Kind.choices, widget=forms.RadioSelect)
    scope = forms.ChoiceField(
        label="范围",
        choices=RegistryImport.Scope.choices,
        widget=forms.RadioSelect,
        help_text="只有全量名录才会列出“疑似注销”。变更名单里没有出现的，不作任何处理。",
    )
    file = forms.FileField(label="文件", help_text="xlsx、xls 或 csv，最大 20 MB，最多 100,000 行。")
    parameters = forms.FileField(
        label="事项参数文件", required=False, help_text="只用于抽查事项：监管行业、比例、上限、是否启用等。"
    )
    as_of = forms.DateField(
        label="数据日期",
        required=False,
        widget=DateInput,
        help_text="这份名录是哪一天的。标题行写明导出时间的可以不填。较早的数据不会覆盖较新的。",
    )
    source = forms.CharField(
        label="来源",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off"}),
        help_text="例如：县市场监管局导出。同一来源的列对应会记住，下次不必再选；没有登记过的来源直接填写。",
    )
    source_note = forms.CharField(
        label="来源说明", max_length=200, help_text="例如：县市场监管局 11 月 2 日导出，张三送来。"
    )
    helper = FieldsOnly()


class UndoForm(forms.Form):
    """The second step of taking an import back."""

    reason = forms.CharField(label="撤销理由", max_length=300, help_text="例如：上传了错误的文件。理由会留痕。")
    sure = forms.BooleanField(
        label="我已核对上面所列内容，确认撤销", error_messages={"required": "请勾选确认后再撤销。"}
    )
    helper = FieldsOnly()


class TryWordsForm(forms.Form):
    """A row of a list, as far as trades are concerned."""

    scope = forms.CharField(
        label="经营范围",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="粘贴营业执照或名录中的经营范围。",
    )
    stated = forms.CharField(
        label="名录中写明的监管行业",
        max_length=200,
        required=False,
        help_text="名录没有这一列的不填；多个行业用“、”分开。",
    )
    helper = FieldsOnly()
