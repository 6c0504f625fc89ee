"""All doors of consultations, in the order in which an address is looked for."""

from web.routes import consult_desk, consult_grids, consult_hands, consult_talk, consult_yard

routes = [*consult_desk.routes, *consult_grids.routes, *consult_yard.routes]
routes += [*consult_talk.routes, *consult_hands.routes]
