"""How the commands of the desk hold a conversation."""
