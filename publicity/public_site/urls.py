"""Addresses of the public pages."""

from django.urls import path

from publicity.public_site import item_views as items
from publicity.public_site import views

urlpatterns = [
    path("", views.results, name="results"),
    path("results/<str:number>/", views.result, name="result"),
    path("items/", items.items, name="items"),
    path("items/print/", items.items_print, name="items_print"),
    path("items.xlsx", items.items_xlsx, name="items_xlsx"),
    path("items.json", items.items_json, name="items_json"),
    path("items/<str:code>/", items.item, name="item"),
    path("items/<str:code>/<int:number>/", items.item_version, name="item_version"),
    path("draws/", views.draws, name="draws"),
    path("draws/<str:number>/commitment.txt", views.commitment, name="commitment"),
    path("about/", views.about, name="about"),
    path("sitemap/", views.sitemap, name="sitemap"),
]
