"""What a review found: written by its reviewers, handed over with the exit list, answered by the operator."""
