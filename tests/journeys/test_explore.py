import pytest, time
from tests.journeys.conftest import PASSWORD, shot
pytestmark=[pytest.mark.journey, pytest.mark.django_db(transaction=True)]
def test_x(house, city):
    t=time.time()
    p=house.window()
    p.goto("/sign-in/"); print(time.time()-t)
    print(p.evaluate("document.activeElement.outerHTML"))
    p.keyboard.type("t-clerk"); p.keyboard.press("Tab"); p.keyboard.type(PASSWORD); p.keyboard.press("Enter")
    p.wait_for_url(lambda u: "sign-in" not in u); print(p.url, time.time()-t)
    p.goto("/cases/register/")
    p.wait_for_load_state("networkidle")
    for i in range(40):
        e=p.evaluate("(()=>{const e=document.activeElement;return [e.tagName,e.type,e.name,e.id,e.textContent.slice(0,20)]})()")
        print(i,e)
        p.keyboard.press("Tab")
    shot(p,"explore")
    print(time.time()-t)
