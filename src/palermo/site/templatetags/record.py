"""Everything a template may use to show a record: one way for each thing. No `{% load %}` is needed.

Texts and words
    {{ text|localized_text }}              in the reader's language; another one is marked as such
    {% colon %}                            between a label and its value: " : " in French, "：" in Chinese
    {% comma %}                            between two names: "،" in Arabic
    {{ words|in_brackets }}                words in the brackets of the reader's language
    {{ text|plain }}                       the same without markup: <title>, attributes
    {% difference old new %}               what was removed and added, by the word, in each language that changed
    {{ number|format_number }}             a large number as the language groups it; years and symbols are no numbers
    {{ version.size|file_size }}           how large a file is
    {% symbol document.symbol %}           never broken across lines; empty says "symbol pending"
    {% audience record.audience %}         the word, with "Why can I see this?"; nothing for public records
    {% audience record.audience brief=True %}   the word alone: in lists
    {% audience document.audience_today of=document %}   of a document, for which readers may be named one by one
    {% state record %}                     word and shape of `record.state`
    {% state record field="follow_up" %}   … of another field; `late=True` marks what is overdue

Time
    {% when record.due %}                  a PartialDate or a date, in words
    {% when record.due due=True %}         with "in 12 days" or "no result on record" beside it; on desks
    {% when record.due due=True late=True %}    with "3 days overdue"
    {% date_after _("due") record.due %}        a date behind its words, in Chinese without a blank; `due=True` as above
    {% moment reply.made_at time_zone %}   when something was done, to the minute
    {% deadline closes_at time_zone %}     an instant with the place whose clocks show it; `due=True` as above
    {{ event.time_zone|zone_name }}        a time zone by its city: "Bangkok time"
    {{ row.finished_at|from_machine }}     an instant that the machine noted of itself, by the record's clock
    {% far record.starts %}                only "in 12 days"; nothing once it is past
    {% period record.starts_on record.ends_on %}   dates or PartialDates; either may be missing
    {% yearline entries %}                 the line of the year; entries are core.yearline.YearlineEntry

Relations
    {% chain parts %}                      parts have words, address, is_gap, is_here
    {% languages available current %}      available: {code: address}; current: a code; `meant=` the codes of those
                                           that are meant to be there, else all six

Page
    {% heading title kicker=… %}meta{% endheading %}   the head of a page; title may be multilingual
    {% trail %}<li>…</li>{% endtrail %}    where the page is, in the breadcrumb block
    {% margin %}…{% endmargin %}           the margin column; nothing when blank (base.html does it)
    {% notice %}…{% endnotice %}           the sentence for what is empty, missing or refused
                                           ({% empty %} belongs to {% for %})
    {% fact _("Where") %}…{% endfact %}    a row of <dl class="facts">; nothing when blank
    {% choose "kind" kinds kind _("Kind") %}   a filter as words: name, choices, chosen, label
    {% search_box _("Search datasets") rows=rows %}   the field that searches a list, with the filters that it keeps
    {% date_filter "on" _("As at") day %}  a filter by a date, typed as everywhere: name, label, the day that is shown
    {% step 1 of=2 %}                      how far work of several pages is
    {% pages page %}                       links to the other pages of a list; keeps the filters
    {% site_navigation %} {% language_switch %} {% today %}   used by base.html

Classes for plain HTML
    reading     a text to be read: serif, 60 to 72 characters a line (around text|localized_text|linebreaks)
    papers      <ul class="papers"> a list of records: each <li> with <h3>, <p class="meta">
    table       <div class="table-wrap"><table> … cells of numbers: class="number"
    timeline    <ol class="timeline"> with <li><p class="meta">date</p> …</li>
    facts       <dl class="facts"> with {% fact %}
    numbered    <ol class="numbered"> of paragraphs: <li id="p1"><span class="number">1.</span> <div>…
    doors       <ul class="doors"> of <li><a><strong>…</strong> <span>…</span></a>
    pick        something one can pick up (a file): the only card there is
    meta, kicker, due, late, quiet, lead
"""

from django import template

from palermo.site.templatetags import lists, marks, pages, relations, site, texts, times

register = template.Library()

for library in (texts, marks, times, relations, pages, lists, site):
    register.tags.update(library.register.tags)
    register.filters.update(library.register.filters)
