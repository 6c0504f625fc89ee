"""All doors of consultations, in the order in which an address is looked for."""

from web.routes import (
    consult_desk,
    consult_draft,
    consult_grids,
    consult_online,
    consult_picture,
    consult_yard,
)

routes = [*consult_desk.routes, *consult_grids.routes, *consult_yard.routes]
routes += [*consult_picture.routes, *consult_online.routes, *consult_draft.routes]
