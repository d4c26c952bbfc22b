"""Renewal and resettlement (工改+宅改): plans made beside, kept for their user, shown by map and year, compared, checked.

The form begins with the parameters of a plan made before (``?from=``), else with the office's own, else with those that hold
without any.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiedui.base.problems import Problem, Refusal
from jiedui.notices.renewal import brief
from jiedui.planning.proof import examine
from jiedui.planning.renew.answer import Plan
from jiedui.planning.renew.changes import CHANGES
from jiedui.planning.renew.params import Params
from jiedui.planning.renew.tables import MEASURES, Tables, tables
from jiedui.planning.renew.town import Town
from jiedui.planning.renew.wording import written
from jiedui.planning.town_reading import keep_params, office_params, town_region
from jiedui.web import running
from jiedui.web.desk import Desk, page
from jiedui.web.pages.asked import home_word, region_words
from jiedui.web.pages.downloads import DOCX, file
from jiedui.web.pages.watched import watched
from jiedui.web.plans.making import NAME, Wanted, basis_of, kept_plan, kept_town, pins_of, planned
from jiedui.web.plans.models import Renewal

#: The seconds that a plan may take: the least, what is asked when nothing is said, the most.
LEAST, USUAL, MOST = 5, 60, 1800
#: Lines of the calendar shown at once; the largest parameter file that is read, in bytes.
SHOWN, LARGEST = 400, 200_000
#: How many plans between two measures: the least, as many as are usually asked for, the most.
COUNTS = 3, 9, 20
#: The changes that are asked about unless others are.
USUAL_CHANGES = ("year", "budget")


@page()
def listed(request: HttpRequest, desk: Desk, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    """The plans made so far, and the form that makes one."""
    source, given = _given(request, desk)
    context = {
        "plans": desk.user.renewals.filter(series=None).order_by("-pk").defer("town", "plan", "params"),
        "series": desk.user.renewal_series.order_by("-pk").select_related("base").defer("told"),
        "problems": problems,
        "given": given,
        "source": source,
        "keeps": desk.may("administer"),
        "seconds": (LEAST, USUAL, MOST),
        "measures": MEASURES,
        "counts": COUNTS,
    }
    return render(request, "plan/renew.html", context, status=400 if problems else 200)


@require_POST
@page()
def make(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Start a plan; what is wrong with parameters or ledgers is told at once, each at its place."""
    wanted, _ = wanted_of(request)
    try:
        pins_of(basis_of(desk.book, wanted).town, wanted.pins)
    except Refusal as refusal:
        return listed(request, problems=refusal.problems)
    work = planned(settings.JIEDUI_BOOK, desk.sight("write"), desk.user.pk, wanted)
    return redirect("plan-renew-run", running.start(desk.user.pk, work))


@require_POST
@page("administer")
def keep(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Keep the parameters of the form as the office's own."""
    try:
        keep_params(desk.book.location, wanted_of(request)[0].params)
    except Refusal as refusal:
        return listed(request, problems=refusal.problems)
    return redirect("plan-renew")


def seconds_of(text: str) -> int:
    """The seconds that a form asks for, within what is allowed."""
    return min(max(int(text) if text.isdecimal() else USUAL, LEAST), MOST)


def wanted_of(request: HttpRequest) -> tuple[Wanted, Mapping[str, str]]:
    """What the form asks for, and its fields; a parameter file that was chosen stands in the place of the text."""
    said = {key: str(value).strip() for key, value in request.POST.items()}
    file = request.FILES.get("file")
    params = file.read(LARGEST).decode("utf-8-sig", "replace") if file else said.get("params", "")
    region = said.get("region", "")
    name = (said.get("name") or region or "方案")[:NAME]
    return Wanted(name, params, region, seconds_of(said.get("seconds", "")), said.get("pins", "")), said


def _given(request: HttpRequest, desk: Desk) -> tuple[str, Mapping[str, str]]:
    """Whence the parameters of the form are (``plan``, ``office``, ``usual``, ``said``), and what its fields begin with."""
    if request.method == "POST":
        wanted, said = wanted_of(request)
        return "said", {**said, "params": wanted.params}
    number = request.GET.get("from", "")
    if number.isdecimal():
        kept = mine(desk, int(number))
        return "plan", {"params": kept.params, "region": kept.region, "pins": kept.pins}
    region, file = _usual_region(desk), office_params(desk.book.location)
    if file:
        return "office", {"params": file.read_text("utf-8"), "region": region}
    return "usual", {"params": written(Params()), "region": region}


def _usual_region(desk: Desk) -> str:
    """The region that a form begins with: the one town of the book, none where there are several, else the user's own."""
    try:
        found = town_region(desk.book)
    except Refusal:
        return ""
    return region_words(desk)(found) if found else home_word(desk)


@page()
def run(request: HttpRequest, desk: Desk, name: str) -> HttpResponseBase:
    """How far a plan is; leads to it when it is done."""
    return watched(request, desk, name, "plan/renew_run", "plan-renew-one")


@page()
def one(request: HttpRequest, desk: Desk, number: int, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    """A plan: map and years, before and after, calendar, cash, land, what binds; beside another one if that is asked for."""
    kept = mine(desk, number)
    town, plan = kept_town(kept), kept_plan(kept)
    told, proof = tables(town, plan), examine(town, plan)
    other = request.GET.get("with", "")
    beside = mine(desk, int(other)) if other.isdecimal() else None
    context = {
        "kept": kept,
        "plan": plan,
        "told": told,
        "proof": proof,
        "map": _map(town, plan, desk),
        "shown": SHOWN,
        "others": desk.user.renewals.exclude(pk=number).order_by("-pk").only("user", "name", "made"),
        "asked": kept.asked.order_by("-pk").defer("told"),
        "changes": [(name, words) for name, (words, _) in CHANGES.items()],
        "given": request.POST,
        "chosen": request.POST.getlist("change") if problems else USUAL_CHANGES,
        "problems": problems,
        "seconds": (LEAST, USUAL, MOST),
        "beside": beside,
        "compared": _compared(told, tables(kept_town(beside), kept_plan(beside))) if beside else (),
    }
    return render(request, "plan/renew_one.html", context, status=400 if problems else 200)


@page()
def saved(_request: HttpRequest, desk: Desk, number: int, form: str) -> HttpResponse:
    """The plan as a file that the command line reads, or as a brief for Word."""
    kept = mine(desk, number)
    if form == "docx":
        return file(brief(kept_town(kept), kept_plan(kept)).to_bytes(), DOCX, f"{kept.name}简报.docx")
    return file(kept.plan.encode(), "application/json", f"{kept.name}.json")


@require_POST
@page()
def discard(_request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """Throw a plan away."""
    mine(desk, number).delete()
    return redirect("plan-renew")


def _compared(told: Tables, other: Tables) -> list[tuple[str, str, float, float, float]]:
    """What is different between two plans: words, unit, this one, the other, the difference."""
    before = {change.what: change.after for change in (*other.measures, *other.changes)}
    return [
        (change.what, change.unit, change.after, before[change.what], change.after - before[change.what])
        for change in (*told.measures, *told.changes)
        if change.what in before
    ]


def _map(town: Town, plan: Plan, desk: Desk) -> dict[str, Any]:
    """What the map draws: the office's own shapes and points, and what happens to each by calendar year."""
    made, first = plan.decisions, town.rules.first_year - 1

    def calendar(year: int | None) -> int | None:
        """A year of the plan as a calendar year."""
        return None if year is None else year + first

    moves = {name: (site, calendar(year)) for name, (site, year) in made.hamlets.items()}
    return {
        "blocks": [
            {
                "name": block.name,
                "shape": block.shape,
                "cleared": calendar(made.cleared.get(block.name)),
                "plants": [year + first for year in made.plants.get(block.name, ())],
                "sold": [year + first for year in made.sold.get(block.name, ())],
            }
            for block in town.blocks
        ],
        "hamlets": [
            {
                "name": hamlet.name,
                "at": hamlet.at,
                "households": hamlet.households,
                "to": moves.get(hamlet.name, (None, None))[0],
                "year": moves.get(hamlet.name, (None, None))[1],
            }
            for hamlet in town.hamlets
        ],
        "sites": [
            {
                "name": site.name,
                "at": site.at,
                "of": len(site.stages),
                "stages": [year + first for year in made.stages.get(site.name, ())],
            }
            for site in town.sites
        ],
        "words": _words(desk),
    }


#: The words on the map in Chinese and English.
WORDS = {
    "plants": ("厂房", "plants"),
    "sold": ("出让", "sold"),
    "cleared": ("已腾空", "cleared"),
    "old": ("未更新", "not renewed"),
    "households": ("户", "households"),
    "stages": ("已建期数", "stages built"),
    "moved": ("已搬自然村", "hamlets moved"),
    "none": ("台账里没有位置，画不出地图。", "The ledgers hold no geometry to draw."),
}


def _words(desk: Desk) -> dict[str, str]:
    """The words on the map in the user's language."""
    return {name: both[desk.language == "en"] for name, both in WORDS.items()}


def mine(desk: Desk, number: int) -> Renewal:
    """The user's own plan of that number."""
    found = desk.user.renewals.filter(pk=number).first()
    if found is None:
        raise Http404
    return found
