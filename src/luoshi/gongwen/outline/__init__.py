"""What a document says about itself, and its headings and items as a tree."""
