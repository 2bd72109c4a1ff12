"""The unit's page of the comments on one figure, with its answer."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from chodon_thidua.lib.refusals import PAGE_REFUSALS, InvalidInput, Refusal
from reports.selectors.report_contents.figure_comments import figure_comments
from reports.selectors.report_contents.report_address import own_address
from reports.services.comments import comment_answer
from units.http import AuthenticatedHttpRequest


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: AuthenticatedHttpRequest, year: int, code: str, ordinal: int, indicator: str) -> HttpResponse:
    """Shows what was said about the figure; a post writes the unit's answer under it and leads back to the figure."""
    address = own_address(request.user, year, code, ordinal)
    everything = figure_comments(address.unit, address.period, own=True)
    comments = [comment for comment in everything if comment.indicator.code == indicator]
    if not comments:
        raise Http404("Chưa có nhận xét nào về chỉ tiêu này.")
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            comment_answer(
                unit=address.unit,
                period=address.period,
                indicator=comments[0].indicator,
                actor=request.user,
                text=request.POST.get("text", ""),
            )
        except PAGE_REFUSALS as error:
            refusal = error
        else:
            messages.success(request, "Đã ghi câu trả lời; cán bộ thẩm định đọc được khi đơn vị gửi lại báo cáo.")
            place = f"#chi-tieu-{comments[0].indicator_id}"
            return redirect(reverse("reports:entry", args=(year, code, ordinal)) + place)
    context = {
        "address": address,
        "indicator": comments[0].indicator,
        "comments": comments,
        "refusal": refusal,
        "errors": refusal.errors if isinstance(refusal, InvalidInput) else {},
        "text": request.POST.get("text", ""),
    }
    return render(request, "reports/review/answer.html", context, status=refusal.status if refusal else 200)
