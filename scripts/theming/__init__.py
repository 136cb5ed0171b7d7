"""The part of the theme's style sheets that this site uses."""
