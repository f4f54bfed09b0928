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
    path("accounts/", views.AccountList.as_view(), name="list"),
    path("accounts/new/", views.AccountNew.as_view(), name="new"),
    path("accounts/<int:pk>/replace/", views.AccountReplace.as_view(), name="replace"),
    path("accounts/<int:pk>/code/", views.AccountCode.as_view(), name="code"),
    path("accounts/<int:pk>/disable/", views.AccountDisable.as_view(), name="disable"),
    path("accounts/<int:pk>/enable/", views.AccountEnable.as_view(), name="enable"),
    path("accounts/<int:pk>/hand-over/", views.AccountHandOver.as_view(), name="hand-over"),
    path(
        "accounts/<int:pk>/remove-second-factor/",
        views.AccountFactor.as_view(),
        name="remove-second-factor",
    ),
    path("policy/", views.Policy.as_view(), name="policy"),
]
