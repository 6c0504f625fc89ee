"""All doors of consultations, in the order in which an address is looked for."""

from web.routes import (
    consult_circles,
    consult_courier,
    consult_desk,
    consult_draft,
    consult_grids,
    consult_hall,
    consult_hall_record,
    consult_hands,
    consult_ladder,
    consult_moderating,
    consult_online,
    consult_picture,
    consult_resolution,
    consult_talk,
    consult_thread,
    consult_yard,
)

routes = [
    *consult_courier.routes,
    *consult_desk.routes,
    *consult_grids.routes,
    *consult_circles.routes,
    *consult_moderating.routes,
    *consult_thread.routes,
    *consult_yard.routes,
    *consult_resolution.routes,
    *consult_ladder.routes,
    *consult_talk.routes,
    *consult_hands.routes,
    *consult_picture.routes,
    *consult_online.routes,
    *consult_draft.routes,
    *consult_hall_record.routes,
    *consult_hall.routes,
]
