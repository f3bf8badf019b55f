"""What the counter does next: states are frozen values, each event takes one to the next. No screen, no database."""
