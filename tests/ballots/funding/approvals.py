"""Files of residents' approvals for the candidates of a vote."""

from collections.abc import Mapping, Sequence
from random import Random


def file_of(
    costs: Mapping[int | str, int],
    votes: Sequence[str],
    budget: int = 1000,
    currency: str = "CNY",
) -> bytes:
    """A .pb file; votes are written as they stand in it: `1,2`."""
    lines = ["META", "key;value", "description;居民意见"]
    lines += [f"num_projects;{len(costs)}", f"num_votes;{len(votes)}", f"budget;{budget}"]
    lines += ["vote_type;approval", f"currency;{currency}"]
    lines += ["PROJECTS", "project_id;cost", *(f"{no};{cost}" for no, cost in costs.items())]
    lines += ["VOTES", "voter_id;vote", *(f"{at};{vote}" for at, vote in enumerate(votes))]
    return ("\n".join(lines) + "\n").encode()


# Of 1000 every resident has 100: the six pay for 1, the four for 2; nothing more fits but 3,
# which nobody approves.
SPLIT = file_of({1: 600, 2: 400, 3: 100}, ["1"] * 6 + ["2"] * 4)


def large(candidates: int, residents: int) -> bytes:
    """A town's file: everybody approves some of the candidates, hardly two the same."""
    dice = Random(20)
    costs: dict[int | str, int] = {
        no: dice.randint(20_000, 900_000) for no in range(1, candidates + 1)
    }
    votes = [
        ",".join(map(str, dice.sample(range(1, candidates + 1), dice.randint(1, 6))))
        for _ in range(residents)
    ]
    return file_of(costs, votes, budget=3_000_000)
