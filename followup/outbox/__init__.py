"""Messages to offices: made with the event, sent when a channel is up."""
