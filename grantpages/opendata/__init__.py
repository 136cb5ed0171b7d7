"""The open data: the same records as the site's pages, in forms that other programs compute on."""
