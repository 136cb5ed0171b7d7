"""The comparison of search engines: engines, the browser they run in, what is measured, words and tables."""
