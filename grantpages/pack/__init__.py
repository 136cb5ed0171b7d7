"""One competition in one file, for whoever checks it: data, documents, pages, links and findings, with checksums."""
