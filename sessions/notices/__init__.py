"""Short notices to the phones of the meeting (会议通知)."""
