"""A visitor: what the initiative does and under which authority, in their language, with scripts or without."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BANGKOK = {
    "en": "Regional event on criminal justice responses to trafficking in persons",
    "ar": "المناسبة الإقليمية بشأن تدابير العدالة الجنائية للتصدي للاتجار بالأشخاص",
    "zh-hans": "人口贩运问题刑事司法对策区域活动",
}
INITIATIVE = {
    "en": "Global Initiative to Fight Human Trafficking",
    "ar": "المبادرة العالمية لمكافحة الاتجار بالبشر",
    "zh-hans": "打击人口贩运全球举措",
}
# Titles of what is for Member States, the Committee or the secretariat, each with its page.
RESTRICTED = {
    "guidance/committee-work/": "Work of the Steering Committee",
    "documents/committee-report-2008-01-17/": "Report of the Steering Committee on its meeting of 17 January 2008",
    "events/proposed-example-2008/": "Briefing for the private sector on the Global Initiative’s tools",
    "reports/briefing-2008-01-31/": "Briefing for the consultation of 6 February 2008",
}
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])


@SCRIPTS
def test_the_same_page_in_three_languages(reader, scripts):
    visitor = reader(java_script_enabled=scripts)
    visitor.open("")
    read = {"en": visitor.headline()}
    for language, name in (("ar", "العربية"), ("zh-hans", "中文")):
        visitor.follow(name, within=".switch")
        read[language] = visitor.headline()
        assert visitor.path == f"/{language}/"
    assert read == INITIATIVE


@SCRIPTS
def test_from_the_first_page_up_to_the_decision_and_down_to_what_came_of_it(reader, scripts):
    visitor = reader(java_script_enabled=scripts)
    visitor.open("")
    visitor.follow("Events", within=".ways")
    visitor.follow(BANGKOK["en"])
    assert visitor.headline() == BANGKOK["en"]
    assert visitor.page.locator(".chain li").all_inner_texts() == [
        "Decision 16/1 ¶2",
        "Guidance (restricted: Member States)",
        "Regional event, Bangkok",
        "8 recommendations",
        "Report ¶11",
    ]
    visitor.follow("Report ¶11", within=".chain")
    paragraph = visitor.page.locator(f"#{visitor.path.partition('#')[2]}")
    assert visitor.path.startswith("/en/reports/progress-2008/#")
    assert "Bangkok" in paragraph.inner_text()
    visitor.page.go_back()
    visitor.follow("8 recommendations", within=".chain")
    assert visitor.path == "/en/events/bangkok-2007/outcomes/#bangkok-recommendations"
    assert visitor.page.locator("#bangkok-recommendations").is_visible()
    visitor.page.go_back()
    visitor.follow("Decision 16/1 ¶2", within=".chain")
    assert (visitor.path, visitor.headline()) == ("/en/decisions/ccpcj-16-1/#p2", INITIATIVE["en"])
    assert visitor.page.locator("#p2").is_visible()
    visitor.page.go_back()
    visitor.follow("Regional events", within=".margin")
    assert (visitor.path, visitor.headline()) == ("/en/mandates/regional-events/", "Regional events")
    visitor.follow(BANGKOK["en"])
    for language, name in (("ar", "العربية"), ("zh-hans", "中文")):
        visitor.follow(name, within=".switch")
        assert (visitor.path, visitor.headline()) == (f"/{language}/events/bangkok-2007/", BANGKOK[language])


def test_everything_that_a_visitor_can_reach_by_links_is_theirs(reader):
    visitor = reader()
    read = {"/en/": ""}
    ways = ["/en/"]
    while ways:
        path = ways.pop()
        visitor.open_address(path)
        read[path] = visitor.text()
        links = visitor.page.eval_on_selector_all("a[href^='/en/']", "all => all.map((a) => a.getAttribute('href'))")
        for link in {link.partition("#")[0].partition("?")[0] for link in links} - set(read):
            read[link] = ""
            ways += [link] if link.endswith("/") else []  # the others are files
    assert {path: words for path, text in read.items() for words in RESTRICTED.values() if words in text} == {}
    assert {"/en/events/vienna-forum/", "/en/mandates/regional-events/", "/en/about/mandate/"} <= set(read)


def test_what_is_not_for_a_visitor_is_not_there(reader):
    visitor, officer = reader(), reader()
    officer.sign_in("secretariat")
    for path, title in RESTRICTED.items():
        officer.open(path)
        assert title in officer.headline()
        if path.startswith("guidance/"):
            visitor.open(path)
            assert visitor.path == f"/en/accounts/login/?next=/en/{path}"
        else:
            visitor.open(path, status=404)
        assert title not in visitor.text()
