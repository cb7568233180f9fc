"""The page “Playground”: the race in the player, results, and closer looks."""
