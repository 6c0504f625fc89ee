"""All doors of matters, in the order in which an address is looked for."""

from web.routes import (
    followup_board,
    followup_decided,
    followup_deliveries,
    followup_desk,
    followup_figures,
    followup_intake,
    followup_lists,
    followup_office,
    followup_outbox,
    followup_papers,
    followup_photos,
    followup_rate,
    followup_rating,
    followup_reopen,
    followup_rhythm,
    followup_yearly,
)

routes = [
    *followup_intake.routes,
    *followup_decided.routes,
    *followup_office.routes,
    *followup_photos.routes,
    *followup_desk.routes,
    *followup_board.routes,
    *followup_lists.routes,
    *followup_figures.routes,
    *followup_papers.routes,
    *followup_outbox.routes,
    *followup_deliveries.routes,
    *followup_rating.routes,
    *followup_reopen.routes,
    *followup_rate.routes,
    *followup_rhythm.routes,
    *followup_yearly.routes,
]
