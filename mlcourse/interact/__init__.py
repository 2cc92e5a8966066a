"""Controls and a function that draws, joined: what every explorer is made of."""
