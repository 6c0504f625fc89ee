"""Online consultations: open for days, by link or QR, with outside voices shown apart."""
