"""All doors of deliberative polls."""

from web.routes import poll_asking, poll_doors, poll_draw

routes = [*poll_draw.routes, *poll_asking.routes, *poll_doors.routes]
