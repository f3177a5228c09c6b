"""Units and people in an Excel file: a template to fill in, the office's own state, and taking over what comes back.

What the clerk wants: the county's units with their aliases and the list of liaisons in the system in ten minutes, from
the sheet she has.  The shortest way: download the template, paste her columns under its headings, drop the file on the
page, look at what is new and what changes, one click.  What is wrong is named by sheet, row and column, all of it at
once, and nothing is taken over until nothing is wrong.  The same file again changes nothing.

An empty cell leaves things as they are.  Aliases and groups are only ever added; to take one away is done on the
unit's page.  Who stands in the people's sheet for a post that somebody else holds follows them in it.
"""
