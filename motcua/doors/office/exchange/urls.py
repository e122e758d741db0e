"""Addresses of the desk of the exchange, below those of the office."""

from django.urls import path

from motcua.doors.office.exchange import answers, arrival, differences, lists, message

urlpatterns = [
    path("thong-diep/", lists.refused, name="refused"),
    path("thong-diep/tra-loi/", answers.answers, name="answers"),
    path("thong-diep/gui-lai/", lists.retrying, name="retrying"),
    path("thong-diep/den/", lists.aside, name="aside"),
    path("thong-diep/den/<uuid:key>/", arrival.show, name="arrival"),
    path("thong-diep/den/<uuid:key>/xu-ly-lai/", arrival.retry, name="retry_arrival"),
    path("thong-diep/den/<uuid:key>/bo-qua/", arrival.dismiss, name="dismiss_arrival"),
    path("thong-diep/doi-soat/", differences.differences, name="differences"),
    path("thong-diep/doi-soat/<uuid:key>/gui/", differences.send, name="send_ours"),
    path("thong-diep/doi-soat/<uuid:key>/de-vay/", differences.leave, name="leave"),
    path("thong-diep/doi-soat/<str:partner>/", differences.ask, name="reconcile"),
    path("thong-diep/<uuid:key>/", message.show, name="message"),
    path("thong-diep/<uuid:key>/xem/", message.unmask, name="unmask"),
    path("thong-diep/<uuid:key>/gui-lai/", message.resend, name="resend"),
    path("thong-diep/<uuid:key>/thoi/", message.give_up, name="give_up"),
    path("thong-diep/<uuid:key>/sua/", message.correct, name="correct"),
    path("thong-diep/<uuid:key>/duyet/", message.approve, name="approve"),
    path("thong-diep/<uuid:key>/khong-duyet/", message.reject, name="reject"),
]
