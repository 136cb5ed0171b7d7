"""What a reader can follow without leaving an address: news as Atom feeds, deadlines as calendars."""
