"""What things mean: pure rules over plain values. No row, no screen, no clock comes in here."""
