"""What the shop does: an action reads facts, asks the rules, writes in one transaction, returns a named outcome."""
