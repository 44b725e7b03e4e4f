"""What spans the apps."""

from django.urls import path

from yangcheng_inspect.desk import views

urlpatterns = [
    path("", views.home, name="home"),
]
