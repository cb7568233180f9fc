"""What a run meets: schedules, gradient noise, mini-batches, gradients from differences."""
