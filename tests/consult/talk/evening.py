"""An evening in the yard for tests: a log of entries, made step by step as a leader would."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from consult.contribution.commands import stamp
from consult.contribution.entry import Entry, in_order
from consult.contribution.said import EntryId, Said, Voice
from consult.talk.floor import fold_talk
from consult.talk.said import (
    Seated,
    SeatsNoted,
    Sitting,
    TalkEnded,
    WordAsked,
    WordCalled,
    WordPassed,
    WordStopped,
    WordWithdrawn,
)
from consult.talk.talk import Talk

STOOLS = 8
OFFICIAL = Voice("person:host")
WEIGHTS: dict[str, float] = {"ask": 8, "call": 6, "stop": 3, "reply": 1, "pass": 1}
WEIGHTS |= {"withdraw": 1, "host": 0.5, "leave": 0.5}
PAUSES: dict[int, float] = {0: 3, 1: 4, 20: 4, 119: 2, 700: 0.2}


@dataclass
class Evening:
    chance: Random
    at: datetime = datetime(2026, 5, 1, 19, tzinfo=UTC)
    log: list[Entry] = field(default_factory=list)
    held: float = 0.0  # seconds in which somebody had the floor

    def __post_init__(self) -> None:
        sex = [self.chance.choice(("female", "male", "")) for _ in range(STOOLS)]
        grid = [self.chance.choice(("第一网格", "第二网格")) for _ in range(STOOLS)]
        self.who = {
            Voice(f"stool:{n}"): Seated(n + 1, sex=sex[n], grid=grid[n]) for n in range(STOOLS)
        }
        self.here = dict(self.who)
        self.seat()

    @property
    def talk(self) -> Talk:
        return fold_talk(in_order(self.log))

    def tell(self, voice: str, said: Said) -> EntryId:
        """One entry; no two have the same moment, so that the log has one order."""
        self.at += timedelta(microseconds=1)
        id = EntryId(f"{self.chance.getrandbits(128):032x}")
        self.log.append(Entry(id, stamp(self.at), Voice(voice), "", said))
        return id

    def wait(self, seconds: int) -> None:
        self.held += seconds if self.talk.speaking else 0
        self.at += timedelta(seconds=seconds)

    def seat(self) -> None:
        self.tell("", SeatsNoted(tuple(Sitting(*one) for one in self.here.items())))

    def ask(self, number: int, to: str = "") -> EntryId:
        voice = Voice(f"stool:{number}")
        return self.tell(voice, WordAsked(self.who[voice], to))

    def call(self) -> None:
        line = self.talk.line
        if line:
            self.tell("", WordCalled(line[0].entry))

    def stop(self) -> None:
        if turn := self.talk.speaking:
            self.tell("", WordStopped(turn.turn))

    def end(self) -> None:
        self.tell("", TalkEnded())

    def step(self) -> None:
        """Something that people do on such an evening."""
        what = self.chance.choices([*WEIGHTS], [*WEIGHTS.values()])[0]
        number = self.chance.randrange(STOOLS)
        voice = Voice(f"stool:{number}")
        talk = self.talk
        if what == "ask":
            self.ask(number)
        elif what == "reply" and (said := talk.matter.statement):
            self.ask(number, said.turn)
        elif what == "pass":
            self.tell(voice, WordPassed(self.who[voice]))
        elif what == "withdraw" and (mine := talk.waits(voice)):
            self.tell(voice, WordWithdrawn(mine.entry))
        elif what == "host":
            self.tell(OFFICIAL, WordAsked(Seated(0, name="李主任")))
        elif what == "leave" and len(self.here) > 3:
            self.here.pop(voice, None)
            self.seat()
        else:
            {"call": self.call, "stop": self.stop}.get(what, lambda: None)()
        self.wait(self.chance.choices([*PAUSES], [*PAUSES.values()])[0])
