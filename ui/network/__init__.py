"""The page of the neural network: trained live, seen on planes through its weights."""
