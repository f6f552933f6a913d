"""Reading what somebody handed in: in a process of its own, with limits, beside the site.

A file can be made so that reading it takes hours or all memory. `starting` is what the site calls. `reader` is what
such a process begins with: like every reader it knows nothing of Django, and so starts in a few hundredths of a second.
"""
