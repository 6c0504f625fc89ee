"""What a method means, in sentences, and the templates it may begin from."""

from web.refusals import _

MEANINGS: dict[str, str] = {
    # who must be there
    "opens-with": _(
        "At least %(needed)s of the %(members)s members must be present, or voting cannot be "
        "opened."
    ),
    "opens-with-anyone": _("Voting can be opened however few are present."),
    "votes-with": _(
        "At least %(needed)s of the %(members)s members must take part in the vote, or it is "
        "void."
    ),
    "votes-with-present": _(
        "If all %(members)s members are present, at least %(needed)s must take part in the "
        "vote, or it is void; the fewer are present, the fewer are needed."
    ),
    # places
    "places": _(
        "%(candidates)s candidates for %(seats)s places: %(surplus)s more than places, a "
        "surplus of %(percent)s per cent."
    ),
    "places-equal": _(
        "%(candidates)s candidates for %(seats)s places: no surplus. This is no differential "
        "vote."
    ),
    "places-motion": _("One item and one place: it is adopted, or it is not."),
    "places-category": _("“%(category)s”: %(seats)s of %(candidates)s candidates are chosen."),
    # what carries
    "passes-of-all": _(
        "%(needed)s votes for it make an item pass: %(compare)s %(fraction)s of all "
        "%(members)s members."
    ),
    "passes-of-some": _(
        "An item passes with %(compare)s %(fraction)s of %(of)s: %(needed)s if all %(members)s "
        "members take part."
    ),
    "passes-of-some-from": _(
        "An item passes with %(compare)s %(fraction)s of %(of)s: %(least)s if %(quorum)s "
        "members take part, %(needed)s if all %(members)s do."
    ),
    "passes-most": _("No threshold: those with the most votes are chosen."),
    "passes-most-ranked": _("No threshold: those with the lowest sums are chosen."),
    "passes-all-gates": _("All %(count)s majorities must be reached together."),
    "absent-not-for": _(
        "Whoever is absent, abstains, or casts an invalid ballot weighs as not for it."
    ),
    "group-of-all": _(
        "“%(group)s” has %(size)s members: %(needed)s of them must be for the item."
    ),
    "group-of-some": _(
        "“%(group)s”, counted on %(of)s: %(needed)s for the item if all %(size)s of them vote."
    ),
    "group-nobody": _(
        "No deputy on the roster belongs to “%(group)s”: this majority could never be reached."
    ),
    "satisfied-of-all": _(
        "%(needed)s votes “satisfied” make an item satisfactory: %(compare)s %(fraction)s of "
        "all %(members)s members."
    ),
    "satisfied-of-some": _(
        "An item is satisfactory with “satisfied” from %(compare)s %(fraction)s of %(of)s: "
        "%(needed)s if all %(members)s members take part."
    ),
    "satisfied-of-some-from": _(
        "An item is satisfactory with “satisfied” from %(compare)s %(fraction)s of %(of)s: "
        "%(least)s if %(quorum)s members take part, %(needed)s if all %(members)s do."
    ),
    "basically-of-all": _(
        "Else %(needed)s votes “satisfied” and “basically satisfied” together make it "
        "basically satisfactory: %(compare)s %(fraction)s of all %(members)s members."
    ),
    "basically-of-some": _(
        "Else it is basically satisfactory with both together from %(compare)s %(fraction)s of "
        "%(of)s: %(needed)s if all %(members)s members take part."
    ),
    "basically-of-some-from": _(
        "Else it is basically satisfactory with both together from %(compare)s %(fraction)s of "
        "%(of)s: %(least)s if %(quorum)s members take part, %(needed)s if all %(members)s do."
    ),
    "graded-else": _("With fewer it is unsatisfactory. Nothing is chosen."),
    "rank-order": _("The numbers of each item are added up: the lowest sum comes first."),
    # the ballot
    "marks-up-to": _("A ballot may have at most %(most)s marks “for”."),
    "marks-pick": _("A ballot may tick any number of items."),
    "marks-for_against_abstain": _(
        "For each item for, against or abstain, independently; any number may be “for”."
    ),
    "marks-grade": _(
        "For each item one of three: satisfied, basically satisfied, unsatisfied."
    ),
    "marks-rank": _(
        "Numbers by urgency, 1 the most urgent; at most %(most)s items get a number. An item "
        "without a number counts as place %(last)s, the last."
    ),
    "marks-choose_one": _("Exactly one of the %(last)s items can be marked."),
    "over-spoils": _(
        "More than %(most)s marked: the whole ballot is invalid. A phone does not let it "
        "happen."
    ),
    "over-counts": _("More than %(most)s marked: the ballot counts all the same."),
    "under-spoils": _("Fewer than %(least)s marked: the whole ballot is invalid."),
    "under-counts": _("Fewer than %(least)s marked: the ballot counts all the same."),
    "blank-abstains": _("An item left blank counts as an abstention."),
    "blank-not-marked": _("An item left blank is reported as not marked."),
    "rank-unclear": _("The same number twice: those items count as the last place."),
    "budget-warn": _(
        "All candidates cost %(total)s together, %(cap)s (10,000 yuan) can be spent; whoever "
        "marks more is told, and the ballot counts. Without an investment: %(unpriced)s."
    ),
    "budget-refuse": _(
        "All candidates cost %(total)s together, %(cap)s (10,000 yuan) can be spent; a ballot "
        "over it is not taken. Without an investment: %(unpriced)s."
    ),
    # what the votes do not settle
    "tie-run_off": _(
        "A tie at the last place: a new vote among the tied only, most votes win."
    ),
    "tie-all": _("A tie at the last place: all of the tied are chosen, beyond the places."),
    "tie-lot": _("A tie at the last place: a public lot that anybody can draw again."),
    "tie-presidium": _("A tie at the last place: the presidium decides, and it is minuted."),
    "short-ask": _("Too few pass: the congress is asked what to do with the open places."),
    "short-empty": _("Too few pass: the other places stay empty."),
    "short-second_round": _(
        "Too few pass: a second round for the open places, by the same majority."
    ),
    "short-next_session": _("Too few pass: the open places are left to the next session."),
    "rounds": _("At most %(most)s rounds in all; after that the congress is asked."),
    # how it is held
    "held-secret": _("Secret: nobody can see who voted how, the server included."),
    "held-recorded": _("By name: who voted how stands on record."),
    "held-hands": _("By show of hands: the totals are typed in."),
    "shows-none": _("While voting the big screen shows no figures."),
    "shows-turnout": _("While voting the big screen shows how many have voted."),
    "shows-full": _("While voting the big screen shows the running count."),
}

# For each template its name, and where it is used and what it rests on.
TEMPLATES: dict[str, tuple[str, str]] = {
    "county": (
        _("County congress"),
        _(
            "Differential vote on livelihood projects, item by item; more than half of all "
            "deputies (Organic Law of Local Congresses, Art. 14, 25, 29)."
        ),
    ),
    "township": (
        _("Township congress"),
        _(
            "One sheet, at most as many ticks as places; more than half of all deputies "
            "(Organic Law, Art. 14, 25; Election Law, Art. 44)."
        ),
    ),
    "street": (
        _("Street residents’ council"),
        _(
            "By name with two gates: more than half of the deputies and more than two thirds "
            "of all (Shigu, Hengyang)."
        ),
    ),
    "village": (
        _("Villagers’ meeting"),
        _(
            "By hands; more than half of those present, more than half of the villagers there "
            "(Organic Law of Villagers’ Committees, Art. 22)."
        ),
    ),
    "committee": (
        _("Standing committee"),
        _(
            "More than half of all members, item by item (Organic Law of Local Congresses, "
            "Art. 51)."
        ),
    ),
    "advisory": (
        _("Advisory vote"),
        _(
            "Asks for opinions, decides nothing: most votes, no threshold (Fei county, 114 to "
            "80)."
        ),
    ),
    "satisfaction": (
        _("Satisfaction with last year’s projects"),
        _(
            "Three grades for each project; satisfactory with half of all members (Zhenhai, "
            "Ningbo)."
        ),
    ),
    "appraisal": (
        _("Appraisal of officials"),
        _("Three grades for each person, secretly, in the standing committee (Fei county)."),
    ),
    "motion": (
        _("Procedural motion"),
        _(
            "One item, for or against by show of hands; more than half of all members (Organic "
            "Law of Local Congresses, Art. 25)."
        ),
    ),
    "ranking": (
        _("Ranking by urgency"),
        _("Numbers 1, 2, 3 instead of ticks; the lowest sums are chosen (Liyang, 20 to 10)."),
    ),
}
