"""What people take with them: files, pictures and code of a race, each by its link."""
