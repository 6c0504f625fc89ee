"""A sentence for every way in which a file of ballots or a rarer rule says no."""

from web.refusals import _

RULE_SENTENCES: dict[str, str] = {
    "rite-not-due": _(
        "It is not the time for this step of the ceremony, or it was held already."
    ),
    "no-scrutineers": _("There is no scrutineer on the roster."),
    "officer-conflict": _(
        "%(names)s work for a unit that is responsible for a candidate project. Name others, "
        "or say why they may serve all the same."
    ),
    # the ballots of a vote as a table
    "ballots-not-utf-8": _("Line %(line)s: this is no text in UTF-8."),
    "ballots-line": _("Line %(line)s cannot be parted into cells; is a quote left open?"),
    "ballots-header": _(
        "Line %(line)s, column %(column)s: the header has “%(value)s” where “%(wanted)s” "
        "must stand."
    ),
    "ballots-number-unknown": _(
        "Line %(line)s, column %(column)s: “%(value)s” is no number of a candidate."
    ),
    "ballots-number-twice": _(
        "Line %(line)s, column %(column)s: number %(value)s has a column already."
    ),
    "ballots-number-missing": _("Line %(line)s: number %(no)s has no column."),
    "ballots-width": _("Line %(line)s has %(found)s cells, but the header has %(wanted)s."),
    "ballots-twice": _(
        "Line %(line)s, column 1: the ballot “%(ballot)s” stands on line %(first)s already."
    ),
    "ballots-cell": _(
        "Line %(line)s, column %(column)s: “%(value)s” beside number %(no)s must be one of "
        "%(known)s, or empty."
    ),
    "returned-below-ballots": _(
        "%(returned)s ballots are said to be returned, but the file has %(ballots)s."
    ),
    # groups, categories, ranks, money
    "group-base-unfit": _(
        "A majority of the group “%(group)s” can be of its members, of its ballots or of its "
        "valid ballots."
    ),
    "group-outside-majority": _("Only a majority can be of a group such as “%(group)s”."),
    "group-unknown": _(
        "No deputy on the roster belongs to “%(group)s”. Choose a delegation of the roster."
    ),
    "secret-groups": _(
        "A secret ballot does not say which delegation it comes from, so a majority of a "
        "delegation needs a vote by name."
    ),
    "hands-groups": _(
        "The totals of a show of hands do not say which delegation they come from, so a "
        "majority of a delegation needs a vote by name."
    ),
    "group-members-missing": _(
        "How many people are entitled in the group “%(group)s”? The method needs it."
    ),
    "group-members-unreadable": _(
        "“%(value)s” does not tell the members of a group, such as deputies=45."
    ),
    "group-members-outside": _(
        "The group “%(group)s” must have between 0 and %(members)s members."
    ),
    "category-without-seats": _(
        "Number %(no)s stands in the category “%(category)s”, which has no places."
    ),
    "category-seats-outside": _(
        "In the category “%(category)s” %(seats)s places cannot be filled from %(candidates)s "
        "candidates."
    ),
    "category-seats-sum": _(
        "The places of the categories sum to %(total)s, but there are %(seats)s places."
    ),
    "budget-impossible": _("The budget must be a number, not below zero."),
    "cost-missing": _(
        "Number %(no)s has no investment, so the budget cannot be held against it."
    ),
    "over-budget": _(
        "The projects you marked cost %(cost)s × 10,000 yuan together; at most %(cap)s × "
        "10,000 yuan are allowed. Please take one back. Nothing was sent."
    ),
    "rank-twice": _(
        "Rank %(rank)s is given to the numbers %(numbers)s. Each rank can be given once. "
        "Nothing was sent."
    ),
    "rank-outside": _(
        "Number %(no)s has the rank %(rank)s, but only 1 to %(last)s can be given. Nothing was "
        "sent."
    ),
    "rank-unreadable": _(
        "“%(typed)s” beside number %(no)s is no rank. Please write a whole number, or leave "
        "it empty."
    ),
    "rank-by-hands": _(
        "Hands cannot show a ranking. Choose a vote on phones, or another way of marking."
    ),
    "rank-turned-to-hands": _(
        "Hands cannot show a ranking. Repeat this vote on the phones; if they fail for good, "
        "put the question under a new item with a method by which hands can be raised."
    ),
    "rounds-max-below-one": _("There must be at least one round."),
    "groups-turned-to-hands": _(
        "The majority of a delegation cannot be told from the hands of the whole hall. Repeat "
        "the vote on the phones."
    ),
    "seed-missing": _("Type the number made in the hall, at most %(most)s characters."),
    "named-other-than-places": _(
        "Tick exactly as many of the tied projects as there are places: %(places)s."
    ),
    "nothing-open": _("This result leaves nothing open that could be settled in this way."),
    "no-second-round": _("No second round follows from this result."),
    # a funnel of stages
    "funnel-begun": _(
        "The first stage has been concluded; the collected projects can no longer be changed."
    ),
    "funnel-proposer-long": _("The column “proposed by” has more than %(most)s characters."),
    "funnel-too-many-stages": _("At most %(most)s stages are possible."),
    "funnel-stage-concluded": _(
        "This stage has been concluded and is not edited. What was wrong is corrected by "
        "concluding it again."
    ),
    "funnel-keep-outside": _(
        "%(entered)s projects come into this stage, so it cannot keep %(keep)s: it must keep "
        "at least one and drop at least one."
    ),
    "funnel-not-yet": _("The stage before this one has not been concluded."),
    "funnel-by-vote": _("This stage is concluded by the announced result of its vote."),
    "funnel-without-vote": _("This stage is not voted on by the congress."),
    "funnel-wrong-missing": _("Please say what was wrong with the conclusion before."),
    "funnel-vote-prepared": _(
        "A ballot of the congress has been prepared by this list; who goes on can no longer be "
        "changed."
    ),
    # its votes by delegation
    "funnel-no-votes": _("No delegation has given any votes yet."),
    "funnel-too-many-delegations": _("At most %(most)s delegations are possible."),
    "funnel-no-delegations": _(
        "There is no column of a delegation. Beside the number, each delegation has a column "
        "with its name."
    ),
    "funnel-number-unknown": _("Number “%(value)s” is not among the projects of this stage."),
    "funnel-name-differs": _(
        "Number %(no)s is “%(name)s” in this stage, but “%(value)s” in the file."
    ),
    "funnel-rows-missing": _("There is no row for the numbers %(numbers)s."),
    "funnel-votes-unreadable": _(
        "Column “%(title)s”: “%(value)s” is not a whole number from 0 to %(most)s."
    ),
    "funnel-sum-differs": _(
        "Column “%(title)s”: the sum is given as %(value)s, but the votes come to %(counted)s."
    ),
    "funnel-tie-open": _(
        "Projects %(numbers)s are level at the cut. Please tick which of them take the "
        "places left: %(places)s."
    ),
    "funnel-tie-unexplained": _(
        "Please give the reason why these of the projects with equal votes go on."
    ),
    # its decisions
    "funnel-keep-differs": _(
        "%(kept)s projects are ticked to go on, but this stage keeps %(keep)s."
    ),
    "funnel-drop-unexplained": _(
        "These projects are dropped without a reason: %(numbers)s. Each needs one."
    ),
    "funnel-departure-unexplained": _(
        "These projects go on although others with more votes are dropped: %(numbers)s. Each "
        "needs a reason."
    ),
}
