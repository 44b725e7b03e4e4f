"""Addresses of the open data: they stay, whatever the pages do."""

from django.urls import path, re_path

from publicity.public_site.open_data import feed_views, views

urlpatterns = [
    path("data/", views.data, name="data"),
    re_path(
        r"^data/results-(?P<year>20[0-9]{2})\.(?P<form>csv|json|xlsx)$", views.results_of_year, name="results_of_year"
    ),
    re_path(r"^data/results\.(?P<form>csv|json|xlsx)$", views.results_found, name="results_found"),
    path("data/results-schema.json", views.results_schema, name="results_schema"),
    re_path(r"^data/draws\.(?P<form>csv|json)$", views.draws_file, name="draws_file"),
    path("feed.atom", feed_views.feed, name="feed"),
    path("sitemap.xml", feed_views.site_maps, name="site_maps"),
    path("sitemap-places.xml", feed_views.map_of_places, name="map_of_places"),
    re_path(r"^sitemap-(?P<month>20[0-9]{2}-(?:0[1-9]|1[0-2]))\.xml$", feed_views.map_of_month, name="map_of_month"),
    path("robots.txt", feed_views.robots, name="robots"),
]
