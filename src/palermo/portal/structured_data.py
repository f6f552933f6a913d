"""Editorial pages in the terms of schema.org."""

from palermo.core.kinds import StructuredData
from palermo.core.languages import active_language
from palermo.portal.models import HomePage, NewsPage


def home_page_data(page: HomePage) -> StructuredData:
    """The site itself."""
    return {"@type": "WebSite", "name": page.title, "description": page.intro, "inLanguage": active_language().tag}


def news_page_data(page: NewsPage) -> StructuredData:
    """A news article with its day."""
    return {
        "@type": "NewsArticle",
        "headline": page.title,
        "datePublished": page.published_on.isoformat(),
        "inLanguage": active_language().tag,
    }
