from django.urls import path

from portal.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-in/token/", views.SecondFactor.as_view(), name="second-factor"),
    path("sign-out/", views.SignOut.as_view(), name="sign-out"),
    path("account/", views.OwnAccount.as_view(), name="own"),
    path("account/first-password/", views.FirstChange.as_view(), name="first-change"),
    path("account/password/", views.Password.as_view(), name="password"),
    path("account/second-factor/", views.SecondFactorSet.as_view(), name="second-factor-set"),
    path("policy/", views.Policy.as_view(), name="policy"),
]
