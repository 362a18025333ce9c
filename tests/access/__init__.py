"""Who sees and does what, tried from outside: every address, as everybody, on everything there is.

opinion.py     what each policy means, written once more
world.py       two operators with a draft and a submitted assessment each, every text of theirs marked
routes.py      every address, from the URL configuration
requests.py    what a browser sends to each, so that whoever may does change something
oracles.py     what may be wrong with an answer
walk.py        every cell: address x method x person x thing
foreign.py     ids of others in bodies, query strings and names
papers.py      what reports and messages hold
planted.py     every hole, of which each must be found
"""
