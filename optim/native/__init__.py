"""A traced program as machine code, by LLVM."""
