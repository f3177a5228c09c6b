"""What people type about units and posts: fields with the unit picker, and one module a form."""
