"""检查评价: the supervisor's pages, on the officer site."""

from django.urls import path

from publicity.views import ratings

urlpatterns = [
    path("", ratings.rating_list, name="rating_list"),
    path("new/", ratings.rating_new, name="rating_new"),
    path("<int:pk>/", ratings.rating_page, name="rating_page"),
]
