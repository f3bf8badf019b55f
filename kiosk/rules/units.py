"""The units of this shop. Each is a plain int underneath; the type says which."""

from typing import NewType

Points = NewType("Points", int)
NO_POINTS = Points(0)
Yen = NewType("Yen", int)
"""With tax."""
BusinessDay = NewType("BusinessDay", int)
"""Days since 1970-01-01, in the shop's zone, cut at the shop's cut-off hour."""
Month = NewType("Month", int)
"""Months since January 1970."""
Instant = NewType("Instant", int)
"""UTC milliseconds since 1970."""

CustomerId = NewType("CustomerId", int)
HouseholdId = NewType("HouseholdId", int)
CardId = NewType("CardId", int)
StaffId = NewType("StaffId", int)
TagId = NewType("TagId", int)
TagOnId = NewType("TagOnId", int)
NoteId = NewType("NoteId", int)
"""Of a note or a contact."""
TemplateId = NewType("TemplateId", int)
VisitId = NewType("VisitId", int)
JobId = NewType("JobId", int)
LotId = NewType("LotId", int)
ProductId = NewType("ProductId", int)
SaleId = NewType("SaleId", int)
SaleLineId = NewType("SaleLineId", int)
HeadingId = NewType("HeadingId", int)
FactId = NewType("FactId", int)
WishId = NewType("WishId", int)
ConsentId = NewType("ConsentId", int)
MergeId = NewType("MergeId", int)
FollowUpId = NewType("FollowUpId", int)
LetterId = NewType("LetterId", int)
LetterRuleId = NewType("LetterRuleId", int)
RecipientId = NewType("RecipientId", int)
