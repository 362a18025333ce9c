"""Teams, the programme's people, and how one comes to be among them."""
