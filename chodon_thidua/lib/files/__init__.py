"""Files from outside: recognised, bounded, unpacked and read without believing what they say about themselves."""
