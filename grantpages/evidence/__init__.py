"""The links a report cites as proof. Whether they still prove anything is checked elsewhere, never here."""
