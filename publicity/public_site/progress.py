"""查询进度: whoever has number and code reads how far the letter is, and nobody learns anything without both."""

import hmac

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from publicity.public_site.letter_fields import line
from publicity.public_site.letter_forms import PageForm
from publicity.public_site.letter_limits import TRIES, allowed
from publicity.public_site.letter_number import code_hash
from publicity.public_site.letter_views import letter_page
from publicity.public_site.models import PublicLetter

UNKNOWN = "没有查到。核对编号和查询码；刚提交的，要等工作人员接收以后才能查到。"
NOTHING = "0" * 64


class ProgressForm(PageForm):
    """Both stand on the receipt."""

    number = line("编号", missing="没有写编号。编号在提交后的回执上。", longest=40, hint="如 YY-20261120-7KQ2M9RT")
    code = line("查询码", missing="没有写查询码。查询码在提交后的回执上。", longest=40, hint="12 位字母和数字")

    def clean_number(self) -> str:
        return "".join(str(self.cleaned_data["number"]).upper().split())


@letter_page
def progress(request: HttpRequest) -> HttpResponse:
    """Number and code by POST, so that neither stands in an address; the answer on the same page."""
    form = ProgressForm(request.POST if request.method == "POST" else None)
    found, sentence = None, ""
    if form.is_bound and not allowed(TRIES, request):
        sentence = TRIES.sentence
    elif form.is_bound and form.is_valid():
        found = known(**form.cleaned_data)
        sentence = "" if found else UNKNOWN
    return render(request, "public/progress.html", {"form": form, "found": found, "sentence": sentence})


def known(number: str, code: str) -> PublicLetter | None:
    """The letter that has this number and this code. A wrong number takes the same way as a wrong code."""
    row = PublicLetter.objects.filter(number=number).first()
    expected = row.code_sha256 if row else NOTHING
    return row if hmac.compare_digest(expected, code_hash(number, code)) else None
