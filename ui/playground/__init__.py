"""The playground's page: the race in the player, results, and closer looks."""
