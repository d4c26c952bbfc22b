"""The workbench (工作台): the pages that an office works in all day, over one book; no rule of the field lives here.

``jiedui serve --book BOOK`` runs it. Every request works at a :class:`jiedui.web.desk.Desk`: the book as its user may
see it, what the user may do, the language. Django keeps accounts and sessions; the book is read and written through
its own doors.
"""
