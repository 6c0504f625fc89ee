"""What `minyi consult` says of a bad file, and of why no more may be shown."""

from consult.exports.cells import Fault
from consult.opinion.ladder import Shown, WhyNot

FAULTS: dict[Fault, str] = {
    Fault.NOT_UTF_8: "This is no text in UTF-8.",
    Fault.NO_CELLS: "This line cannot be parted into cells; is a quote left open?",
    Fault.EMPTY: "The file has no line with the names of its columns.",
    Fault.NOT_VOTES: "This is no file of votes: a votes.csv of Pol.is has a column voter-id, "
    "a participants-votes.csv a column participant.",
    Fault.NO_COLUMN: "There must be a column {column}.",
    Fault.COLUMN_TWICE: "The column “{column}” stands here twice.",
    Fault.WIDTH: "There are {found} cells; there should be {wanted}.",
    Fault.NO_NAME: "The cell under {column} is empty.",
    Fault.NOT_A_VOTE: "“{typed}” under {column} is no vote. "
    "It must be 1 (agree), 0 (pass) or -1 (disagree).",
    Fault.NOT_WHOLE: "“{typed}” under {column} must be a whole number.",
    Fault.TWICE: "{column} “{typed}” stands on line {first} already.",
    Fault.NO_VOTES: "The file holds no votes.",
    Fault.TOO_LARGE: "{people} people and {statements} statements are too many to compute.",
}
NOBODY_GROUPED = "None of its voters is among those who voted."

SHOWN: dict[Shown, str] = {
    Shown.COUNTS: "raw counts",
    Shown.LISTS: "lists of what is most agreed, most divided and least understood",
    Shown.STRATA: "consensus across the declared groups",
    Shown.LINE: "that people differ along one line, and by which statements",
    Shown.MAP: "the map of groups",
}
WHY_NOT: dict[WhyNot, str] = {
    WhyNot.FEW_PEOPLE: "{people} people: with fewer than 8, only raw counts are shown.",
    WhyNot.FEW_STATEMENTS: "{statements} statements: with fewer than 6, only raw counts are "
    "shown.",
    WhyNot.FEW_FOR_LINE: "{people} people: too few for opinion groups, which need 15 or more.",
    WhyNot.NOT_EXAMINED: "It has not been examined whether there are opinion groups.",
    WhyNot.NO_STRUCTURE: "People differ no more than by chance: there are no groups.",
    WhyNot.FEW_FOR_MAP: "{people} people: too few for a map of groups, which needs 30 or more.",
    WhyNot.NO_GROUPS: "Nobody could be placed in a group.",
    WhyNot.SMALL_GROUP: "The smallest group has {smallest_group}: fewer than 5 are no group.",
    WhyNot.UNSTABLE: "Groups are not stable: had only some of these people come, other groups "
    "would have been found (agreement {stability:.2f}, at least 0.60 is needed).",
}
